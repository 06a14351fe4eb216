//! Why there are no events, in words for the user.

use std::io;

use notify::{Error, ErrorKind};

/// The reason, as the end of a sentence.
pub(super) fn reason(error: &Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => limit("watched folders", "max_user_watches"),
        ErrorKind::Io(error) if is_out_of_files(error) => limit("watchers", "max_user_instances"),
        ErrorKind::Io(error) => error.to_string(),
        ErrorKind::PathNotFound => "it is gone".to_owned(),
        ErrorKind::Generic(reason) => reason.clone(),
        ErrorKind::WatchNotFound | ErrorKind::InvalidConfig(_) => "the system does not support it".to_owned(),
    }
}

/// Whether what was to be watched is only not there: it may come.
pub(super) fn is_absent(error: &Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

fn limit(what: &str, setting: &str) -> String {
    let raise = format!("; `fs.inotify.{setting}` raises it");
    format!("the system's limit of {what} is reached{}", if cfg!(target_os = "linux") { &raise } else { "" })
}

/// `EMFILE` and `ENFILE`, which have no kind of their own.
fn is_out_of_files(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(23 | 24))
}
