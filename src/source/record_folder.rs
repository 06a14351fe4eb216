//! The folder of a record, which is the unit that an earlier revision can replace.

/// Returns the folder of the incident or maintenance that a file belongs to, such as `content/incidents/2026-03-14-db`,
/// or `None` for other files.
#[must_use]
pub fn record_folder(path: &str) -> Option<&str> {
    let mut ends = path.match_indices('/').map(|(end, _)| end);
    let (kind, folder) = (ends.nth(1)?, ends.next()?);
    let of_records = matches!(path.get(..kind), Some("content/incidents" | "content/maintenance"));
    if of_records { path.get(..folder) } else { None }
}

#[cfg(test)]
mod tests {
    use super::record_folder;

    #[test]
    fn only_files_in_a_record_folder_belong_to_a_record() {
        let db = Some("content/incidents/db");
        assert_eq!(record_folder("content/incidents/db/incident.md"), db);
        assert_eq!(record_folder("content/incidents/db/comms/2026-03-14T0922Z.md"), db);
        assert_eq!(record_folder("content/maintenance/x/comms"), Some("content/maintenance/x"));
        for path in
            ["content/incidents/db", "content/site.toml", "content/pages/a/b/c.md", "incidents/db/x/y", ""]
        {
            assert_eq!(record_folder(path), None, "{path}");
        }
    }
}
