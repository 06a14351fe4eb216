//! The pages of a site: the views that templates get, one file per kind of page, the inputs of those views, and the
//! plan that lists all pages.
//!
//! A view holds what its page shows. Words are in the language of the page and addresses are complete, so that a
//! template only arranges them. `docs/themes.md` lists the fields of all public types of this module.

mod affected;
mod bars;
mod card;
mod component;
mod embed;
mod event;
mod free;
mod head;
mod history;
pub(super) mod history_list;
mod home;
pub(super) mod inputs;
mod past;
mod phrase;
pub(super) mod plan;
mod postmortem;
mod postmortem_list;
mod response;
mod sla;
pub(super) mod stamps;
mod subscribe;
mod time;
mod tree;
mod update;
mod uptime_formula;

pub use super::rendering::{Link, SiteView};
pub use affected::{Affected, Period, StateGroup};
pub use bars::{Bar, Bars, TroubleDay};
pub use card::Card;
pub use component::{ComponentPage, MonthRow, YearGroup};
pub use event::{EventPage, FactView, StepView};
pub use free::{FreePage, NotFoundPage, NoticeView};
pub use head::{Head, PageLanguage};
pub use history::{DayGroup, MonthPage};
pub use history_list::{FilterLink, HistoryMonth, HistoryPage, HistoryRow};
pub use home::{Banner, HomePage, PlannedLine};
pub use past::PastLine;
pub use phrase::{Part, Phrase};
pub use postmortem::{CommitmentView, CoveredIncident, PostmortemPage};
pub use postmortem_list::{PostmortemCard, PostmortemList};
pub use response::{ResponseFigure, ResponseMonthView, ResponsePage};
pub use sla::{SlaCell, SlaClockView, SlaIncident, SlaRow, SlaSummary, SlaTable, SlaView};
pub use time::TimeView;
pub use tree::TreeRow;
pub use update::{ChangeGroup, ChangeView, MarkView, UpdateView};

pub(super) use component::component_page;
pub(super) use embed::embed_page;
pub(super) use event::{incident_page, maintenance_page};
pub(super) use free::{free_page, not_found_page};
pub(super) use history::month_page;
pub(super) use history_list::history_page;
pub(super) use home::home_page;
pub(super) use postmortem::{continues, first_sentence, postmortem_page};
pub(super) use postmortem_list::postmortem_list;
pub(super) use response::response_page;
pub(super) use subscribe::subscribe_page;
