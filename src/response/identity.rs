//! Which person in `people.toml` somebody is.

use crate::content::internal::{People, Person};

/// How somebody identifies themselves, for example in git.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The full name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
}

/// Returns the person with this identity: by the e-mail address, by the address that GitHub gives to its users, or by
/// the full name if only one person has it.
#[must_use]
pub fn person_of<'p>(identity: &Identity, people: &'p People) -> Option<&'p Person> {
    let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
    let by_email = identity.email.as_deref().and_then(|email| {
        people.people.iter().find(|person| person.email.as_ref().is_some_and(|own| same(&own.value, email)))
    });
    let by_handle = || {
        let handle = github_handle(identity.email.as_deref()?)?;
        people.people.iter().find(|person| person.github.as_ref().is_some_and(|own| same(&own.value, handle)))
    };
    let by_name = || {
        let name = identity.name.as_deref()?;
        let mut named = people
            .people
            .iter()
            .filter(|person| person.name.as_ref().is_some_and(|own| same(&own.value, name)));
        named.next().filter(|_| named.next().is_none())
    };
    by_email.or_else(by_handle).or_else(by_name)
}

/// Returns the handle in an address such as `12345+lena@users.noreply.github.com`.
fn github_handle(email: &str) -> Option<&str> {
    let local = email.strip_suffix("@users.noreply.github.com")?;
    Some(local.split_once('+').map_or(local, |(_, handle)| handle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_read_from_the_address_that_github_gives() {
        assert_eq!(github_handle("12345+lena@users.noreply.github.com"), Some("lena"));
        assert_eq!(github_handle("lena@users.noreply.github.com"), Some("lena"));
        assert_eq!(github_handle("lena@test.example"), None);
    }
}
