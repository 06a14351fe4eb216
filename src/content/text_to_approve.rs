//! What an approval of a file would be bound to, for files that have no approval yet.

use super::approved_text::ApprovedText;
use super::finding_sink::FindingSink;
use super::published_image::PublishedImage;
use super::{front_matter, public};
use crate::source::SourceFile;

/// Returns what an approval of an update or post-mortem with these images would be bound to; `None` if its front matter
/// is not valid. A record keeps it only if it has approvals.
#[must_use]
pub fn text_to_approve(file: &SourceFile, images: &[PublishedImage]) -> Option<ApprovedText> {
    let front = front_matter::split(file, &public::UPDATE, &FindingSink::default());
    ApprovedText::new(file, &front, images)
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;
    use proptest::sample::Index;
    use sha2::{Digest as _, Sha256};

    use super::*;
    use crate::content::{AudienceTag, load};
    use crate::source::Snapshot;

    const PATH: &str = "content/incidents/a/comms/2026-03-14T0922Z-investigating.md";

    fn digest_of(text: &str) -> String {
        let snapshot = Snapshot::of_texts([(PATH, text)]);
        let file = snapshot.at(PATH).expect("the file is there");
        text_to_approve(file, &[]).expect("the front matter is valid").digest(&[AudienceTag::Public])
    }

    const TEXT: &str = "+++\ntitle = \"Errors\"\nslug = \"errors\"\nstatus = \"investigating\"\n\
        next_update = 2026-03-14T10:00:00Z\n[[edited]]\nat = 2026-03-14T09:30:00Z\nnote = \"Named the region\"\n+++\n\
        Payments fail.\n\nRetry them.\n";

    #[test]
    fn the_digest_is_the_hash_of_the_documented_bytes() {
        let bytes = "allclear-approval-1\n{\"audience\":[\"public\"],\"edited\":[{\"note\":\"Named the region\"}],\
            \"next_update\":\"2026-03-14T10:00:00Z\",\"slug\":\"errors\",\"status\":\"investigating\",\
            \"title\":\"Errors\"}\nPayments fail.\n\nRetry them.";
        assert_eq!(digest_of(TEXT), HEXLOWER.encode(&Sha256::digest(bytes)));
    }

    #[test]
    fn layout_and_what_only_commands_change_are_not_bound() {
        let same = [
            TEXT.replace('\n', "\r\n"),
            TEXT.replace("fail.\n", "fail. \t\n"),
            format!("{TEXT}\n\n"),
            TEXT.replace("title = \"Errors\"", "title   = 'Errors' # why"),
            TEXT.replace("10:00:00Z", "12:00:00+02:00"),
            TEXT.replace("10:00:00Z", "10:00:00.000Z"),
            TEXT.replace("at = 2026-03-14T09:30:00Z", "at = 2026-03-14T09:31:00Z"),
            TEXT.replace(
                "status =",
                "draft = true\nat = 2026-03-14T09:25:00Z\nid = \"abc\"\nincident_id = \"abd\"\nstatus =",
            ),
            TEXT.replace("status =", "retracted = { at = 2026-03-14T09:50:00Z }\nstatus ="),
            TEXT.replace("+++\nPayments", "[[approval]]\nby = \"ana\"\n+++\nPayments"),
            TEXT.replace("status =", "audience = [\"public\"]\nstatus ="),
        ];
        for text in same {
            assert_eq!(digest_of(&text), digest_of(TEXT), "{text}");
        }
    }

    #[test]
    fn the_audience_is_bound_as_a_set() {
        let snapshot = Snapshot::of_texts([(PATH, TEXT)]);
        let text = text_to_approve(snapshot.at(PATH).expect("the file is there"), &[]).expect("it is valid");
        let tags = |tags: &[&str]| -> Vec<AudienceTag> {
            tags.iter().map(|tag| AudienceTag::parse(tag).expect("a tag")).collect()
        };
        let of = |list: &[&str]| text.digest(&tags(list));
        assert_eq!(of(&["tier:gold", "public"]), of(&["public", "tier:gold", "public"]));
        assert_ne!(of(&["tier:gold"]), of(&["public"]));
    }

    #[test]
    fn an_approved_update_keeps_what_its_approval_is_bound_to() {
        let approved = TEXT.replace("+++\nPayments", "[[approval]]\nby = \"ana\"\nrole = \"commander\"\nat = 2026-03-14T09:21:00Z\ndigest = \"00\"\n+++\nPayments");
        let (content, _) = load(&Snapshot::of_texts([(PATH, approved.as_str())]));
        let update = &content.public.records[0].updates[0];
        let text = update.approved_text.as_ref().expect("it has an approval");
        assert_eq!(text.digest(&[AudienceTag::Public]), digest_of(TEXT));
    }

    proptest! {
        #[test]
        fn any_other_character_of_the_text_changes_the_digest(at in any::<Index>(), new in "[a-zA-Z0-9.,!äあ]") {
            let start = TEXT.find("Payments").expect("the text begins with it");
            let places: Vec<(usize, char)> =
                TEXT[start..].char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
            let (offset, old) = places[at.index(places.len())];
            prop_assume!(!new.starts_with(old));
            let mut changed = TEXT.to_owned();
            changed.replace_range(start + offset..start + offset + old.len_utf8(), &new);
            prop_assert_ne!(digest_of(&changed), digest_of(TEXT));
        }

        #[test]
        fn any_other_character_of_a_bound_value_changes_the_digest(at in any::<Index>(), new in "[a-z]") {
            let values = ["Errors", "errors", "investigating", "Named the region"];
            let value = values[at.index(values.len())];
            let offset = TEXT.find(&format!("\"{value}\"")).expect("the value is there") + 1;
            let inside = at.index(value.len());
            prop_assume!(!value[inside..].starts_with(&new));
            let mut changed = TEXT.to_owned();
            changed.replace_range(offset + inside..=offset + inside, &new);
            prop_assert_ne!(digest_of(&changed), digest_of(TEXT));
        }
    }
}
