//! `allclear review`: the figures of a month or a week, and how they compare with earlier months.
//!
//! The facts come from `response`; this only shows them. All of it is internal.

mod document;
mod metric;
mod metrics;
mod rows;
mod text;
mod write;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::exit::Exit;
use super::session::Session;
use super::spreadsheet::csv;
use super::stop::Stop;
use super::workspace::Workspace;
use crate::authoring::records::review::compared_with;
use crate::cli::{ListFormat, Months, Review as Arguments};
use crate::content::as_of;
use crate::content::internal::ReviewPolicy;
use crate::response::{Review, ReviewWindow, actions};
use crate::status::day::{date_of, first_of_next_month};
use metric::Metric;
use metrics::metrics;

/// The most months that a baseline may have.
const MAX_MONTHS: usize = 120;

/// A review that is ready to be shown.
struct Shown<'c> {
    /// The window, as people call it: `2026-11`, or the days of a week.
    name: String,
    window: ReviewWindow,
    /// The months to compare with; none without them, and if the window is not over.
    against: Option<Months>,
    is_over: bool,
    zone: Tz,
    now: DateTime<Utc>,
    /// How many days the baseline has.
    baseline_days: i64,
    metrics: Vec<Metric<'c>>,
}

/// Prints the figures.
pub(super) fn run(arguments: &Arguments, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let mut workspace = Workspace::read(session)?;
    let now = workspace.second;
    // What is dated later, such as an update that was prepared, counts when its time has come.
    workspace.content = as_of(std::mem::take(&mut workspace.content), now);
    let content = &workspace.content;
    let zone = content.public.site.as_ref().map_or(Tz::UTC, |site| site.time_zone);
    let window = window(arguments, zone, now)?;
    let path = format!("content/reviews/{}.md", window.first.format("%Y-%m"));
    let known = workspace.snapshot.at(&path).filter(|_| arguments.write);
    // A review that is written again is compared with the same months.
    let against = arguments.against.or_else(|| Months::parse(&compared_with(&known?.text)?));
    let baseline = match against {
        Some(months) => baseline(months, &window, zone, now)?,
        None => Vec::new(),
    };
    let is_over = window.is_over(now);
    let of = |windows: &[ReviewWindow]| Review::of(windows, content, &workspace.snapshot, zone, now);
    let review = of(&[window]);
    let earlier = (is_over && !baseline.is_empty()).then(|| of(&baseline));
    let work = actions(content, now);
    let usual = ReviewPolicy::default();
    let policy =
        content.internal.response.as_ref().and_then(|policy| policy.review.as_ref()).unwrap_or(&usual);
    let shown = Shown {
        name: if arguments.week {
            format!("the week from {}", window.first)
        } else {
            window.first.format("%Y-%m").to_string()
        },
        window,
        against: against.filter(|_| is_over),
        is_over,
        zone,
        now,
        baseline_days: earlier.as_ref().map_or(0, |earlier| earlier.days),
        metrics: metrics(&review, earlier.as_ref(), policy, &work),
    };
    if arguments.write {
        return write::write(&shown, &path, &workspace, &arguments.commit, session);
    }
    let output = match arguments.format {
        ListFormat::Human => text::text(&shown),
        ListFormat::Json => format!("{:#}\n", document::document(&shown)),
        ListFormat::Csv => csv(rows::rows(&shown))?,
    };
    session.print(&output)?;
    Ok(Exit::Done)
}

fn window(arguments: &Arguments, zone: Tz, now: DateTime<Utc>) -> Result<ReviewWindow, Stop> {
    let window = match arguments.month {
        Some(day) => ReviewWindow::month(day, zone),
        None if arguments.week => ReviewWindow::last_week(zone, now),
        None => ReviewWindow::last_month(zone, now),
    };
    let window = window.ok_or_else(|| Stop::usage("this month is out of range"))?;
    if window.first > date_of(now, zone) {
        return Err(Stop::usage(format!("{} has not begun", window.first.format("%Y-%m"))));
    }
    Ok(window)
}

/// Returns the months to compare with. Each of them must be over, and none may be what is compared.
fn baseline(
    months: Months,
    window: &ReviewWindow,
    zone: Tz,
    now: DateTime<Utc>,
) -> Result<Vec<ReviewWindow>, Stop> {
    let mut all = Vec::new();
    let mut day = Some(months.first);
    while let Some(first) = day.filter(|first| *first <= months.last) {
        let month =
            ReviewWindow::month(first, zone).ok_or_else(|| Stop::usage("this month is out of range"))?;
        let name = first.format("%Y-%m");
        if !month.is_over(now) {
            return Err(Stop::usage(format!("{name} is not over, so nothing can be compared with it")));
        }
        if month.overlaps(window) {
            return Err(Stop::usage(format!("{name} cannot be compared with itself"))
                .hint("name earlier months: `--against 2026-06..2026-08`"));
        }
        all.push(month);
        if all.len() > MAX_MONTHS {
            return Err(Stop::usage(format!("these are more than {MAX_MONTHS} months")));
        }
        day = first_of_next_month(first);
    }
    Ok(all)
}
