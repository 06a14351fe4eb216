//! Why the operating system reports no events, in words for the user.

use std::io;

use notify::{Error, ErrorKind};

/// The reason, to be used at the end of a sentence.
pub(super) fn reason(error: &Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => limit("watched folders", "max_user_watches"),
        ErrorKind::Io(error) if is_out_of_files(error) => limit("watchers", "max_user_instances"),
        ErrorKind::Io(error) => error.to_string(),
        ErrorKind::PathNotFound => "it no longer exists".to_owned(),
        ErrorKind::Generic(reason) => reason.clone(),
        ErrorKind::WatchNotFound | ErrorKind::InvalidConfig(_) => "the system does not support it".to_owned(),
    }
}

/// Whether the folder to watch does not exist, which is no problem: it may be created later.
pub(super) fn is_not_found(error: &Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

fn limit(what: &str, setting: &str) -> String {
    let raise = format!("; raise it with `fs.inotify.{setting}`");
    format!("the system's limit on {what} is reached{}", if cfg!(target_os = "linux") { &raise } else { "" })
}

/// `ENFILE` and `EMFILE`, which have no [`io::ErrorKind`].
fn is_out_of_files(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(23 | 24))
}
