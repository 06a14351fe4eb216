//! What templates see: small structs made for them, one module a kind of page.
//!
//! A page's view holds what that page shows and never the texts of other pages. Words are already in the
//! page's language and addresses complete, so that templates only arrange.

mod affected;
mod bars;
mod card;
mod commitment;
mod component;
mod context;
mod event;
mod fact;
mod head;
mod history;
mod home;
mod incident;
mod maintenance;
mod moment;
mod page;
mod phrase;
mod postmortem;
mod postmortem_list;
mod script_words;
mod site;
mod tree;
mod update;

pub use affected::{Affected, Period, StateGroup};
pub use bars::{Bar, Bars, TroubleDay};
pub use card::Card;
pub use commitment::CommitmentView;
pub use component::{ComponentPage, MonthRow, YearGroup};
pub use event::EventPage;
pub use fact::{Fact, Step};
pub use head::Head;
pub use history::{DayGroup, HistoryPage, MonthLink, MonthPage, YearLinks};
pub use home::{Banner, HomePage, Legend};
pub use moment::Moment;
pub use page::{FreePage, NotFoundPage, NoticeView};
pub use phrase::{Part, Phrase};
pub use postmortem::{CoveredIncident, PostmortemPage};
pub use postmortem_list::{PostmortemCard, PostmortemList};
pub use site::{Link, SiteView};
pub use tree::Row;
pub use update::{ChangeView, MarkView, UpdateView};

pub(super) use component::component_page;
pub(super) use context::Views;
pub(super) use history::{Month, history_page, month_page, months};
pub(super) use home::home_page;
pub(super) use incident::incident_page;
pub(super) use maintenance::maintenance_page;
pub(super) use page::{free_page, not_found_page};
pub(super) use postmortem::postmortem_page;
pub(super) use postmortem_list::postmortem_list;
pub(super) use script_words::script_words;
pub(super) use site::site_view;
