//! Who committed an approval.

use super::{Identity, person_of};
use crate::content::internal::People;
use crate::content::public::Approval;

/// A file with approvals as a commit left it.
#[derive(Clone, Debug)]
pub struct ApprovedVersion {
    /// The e-mail address of the author of the commit.
    pub email: String,
    /// The hash of the commit.
    pub commit: String,
    /// Whether what the commit changed is not known, because the history is cut off.
    pub cut_off: bool,
    /// The approvals in the file.
    pub approvals: Vec<Approval>,
}

/// Who added an approval, according to the history of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApprovalOrigin {
    /// The approver did.
    Approver,
    /// Somebody else did: the person or else the e-mail address, and the hash of the commit.
    Other(String, String),
    /// The approval is in no commit yet.
    Uncommitted,
    /// The history does not reach back to the commit that added it.
    CutOff,
}

/// Returns who added an approval. `versions` are those of its file, newest first.
#[must_use]
pub fn origin_of(
    approval: &Approval,
    versions: &[ApprovedVersion],
    people: Option<&People>,
) -> ApprovalOrigin {
    let has_it = |version: &&ApprovedVersion| {
        version.approvals.iter().any(|other| identity(other) == identity(approval))
    };
    // An approval that was removed and added again counts from when it came back.
    let Some(added) = versions.iter().take_while(has_it).last() else { return ApprovalOrigin::Uncommitted };
    if added.cut_off {
        return ApprovalOrigin::CutOff;
    }
    let identity = Identity { name: None, email: Some(added.email.clone()) };
    let person =
        people.and_then(|people| person_of(&identity, people)).map(|person| person.id.value.as_str());
    match (person, &approval.by) {
        (Some(person), Some(by)) if person == by.value => ApprovalOrigin::Approver,
        (person, _) => ApprovalOrigin::Other(person.unwrap_or(&added.email).to_owned(), added.commit.clone()),
    }
}

/// What makes an approval the same one in another version of its file.
fn identity(approval: &Approval) -> (Option<&str>, Option<&str>, Option<&str>) {
    (
        approval.by.as_ref().map(|by| by.value.as_str()),
        approval.role.as_ref().map(|role| role.value.as_str()),
        approval.digest.as_ref().map(|digest| digest.value.as_str()),
    )
}
