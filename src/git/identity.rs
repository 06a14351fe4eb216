//! The identity with which git would commit.

use std::path::Path;

use super::program::{Git, line};

/// Returns the name and the e-mail address of the user, as far as git knows them: from the environment or the settings.
#[must_use]
pub fn identity(root: &Path) -> (Option<String>, Option<String>) {
    let Ok(git) = Git::anywhere(root) else { return (None, None) };
    // `Name <address> 1700000000 +0000`
    let Ok(author) = git.ask(&["var", "GIT_AUTHOR_IDENT"], b"").and_then(line) else { return (None, None) };
    let Some((name, rest)) = author.split_once(" <") else { return (None, None) };
    let email = rest.split_once('>').map(|(email, _)| email.to_owned());
    (Some(name.to_owned()), email)
}
