//! Addresses and secrets of destinations: from variables of the environment, or from files.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

/// The largest file with a secret, in bytes.
const LARGEST: u64 = 16 * 1024;

/// Where addresses and secrets come from.
#[derive(Clone, Debug)]
pub(super) struct Secrets {
    /// The variables, by the rest of their names: `OPS_URL`.
    variables: BTreeMap<String, String>,
    folder: Option<PathBuf>,
}

impl Secrets {
    /// From variables, and from the files of a folder.
    pub(super) const fn new(variables: BTreeMap<String, String>, folder: Option<PathBuf>) -> Self {
        Self { variables, folder }
    }

    /// Returns a value of a destination, such as its `url`: from the variable, or else from the file.
    ///
    /// # Errors
    ///
    /// Returns where it must be written if it is missing, or why it cannot be read. The value is never repeated.
    pub(super) fn get(&self, name: &str, what: &str) -> Result<String, String> {
        let variable = format!("{}_{}", name.replace('-', "_"), what).to_uppercase();
        if let Some(value) = self.variables.get(&variable).filter(|value| !value.trim().is_empty()) {
            return Ok(value.to_owned());
        }
        let file = format!("{name}.{what}");
        let Some(folder) = &self.folder else {
            return Err(format!(
                "set the variable `ALLCLEAR_NOTIFY_{variable}`, or name a folder with the file `{file}` with `--secrets`"
            ));
        };
        let path = folder.join(&file);
        let too_large = fs::metadata(&path).is_ok_and(|metadata| metadata.len() > LARGEST);
        if too_large {
            return Err(format!("the file `{file}` in the folder of `--secrets` is too large"));
        }
        match fs::read_to_string(&path) {
            Ok(text) if !text.trim().is_empty() => Ok(text),
            Ok(_) => Err(format!("the file `{file}` in the folder of `--secrets` is empty")),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(format!(
                "set the variable `ALLCLEAR_NOTIFY_{variable}`, or write the file `{file}` in the folder of `--secrets`"
            )),
            Err(error) => Err(format!(
                "the file `{file}` in the folder of `--secrets` cannot be read: {}",
                error.kind()
            )),
        }
    }
}
