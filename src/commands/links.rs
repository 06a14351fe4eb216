//! `allclear links`: the link of each customer's view.

use serde_json::{Value, json};

use super::customers_of_project::CustomersOfProject;
use super::exit::Exit;
use super::keys::{existing, table};
use super::keys_file::KeysPath;
use super::session::Session;
use super::stop::Stop;
use crate::cli::{Links, LinksFormat};
use crate::content::Keyword as _;
use crate::content::internal::{Access, Customer};
use crate::content::public::SiteConfig;
use crate::diagnostics::did_you_mean;
use crate::seal::{Keys, LinkCode};

/// The link of a customer.
struct Link<'c> {
    customer: &'c Customer,
    access: Access,
    /// The address, without the code.
    address: String,
    /// The code, for a sealed view.
    code: Option<LinkCode>,
    /// The address of the feed, which for a sealed view is elsewhere.
    feed: String,
}

/// Prints the links.
pub(super) fn run(arguments: &Links, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let project = CustomersOfProject::read(session)?;
    let Some(site) = project.content.public.site.as_ref() else {
        return Err(Stop::content("`content/site.toml` cannot be read, so there is no address")
            .hint("`allclear check` says what is wrong with it"));
    };
    let path = KeysPath::find(arguments.keys.file.as_deref(), &[], session)?;
    let customers: Vec<&Customer> = match &arguments.customer {
        Some(wanted) => vec![project.get(wanted).ok_or_else(|| unknown(wanted, &project))?],
        None => project.content.internal.customers.iter().collect(),
    };
    if customers.is_empty() {
        session.note("note: there are no customers; `allclear new customer` adds one")?;
        return Ok(Exit::Done);
    }
    let file = existing(&path)?;
    let links: Vec<Link<'_>> = customers
        .into_iter()
        .map(|customer| link(customer, site, file.keys(), &path))
        .collect::<Result<_, Stop>>()?;
    let text = match arguments.format {
        LinksFormat::Human => {
            let rows: Vec<[String; 3]> = links
                .iter()
                .map(|link| [link.customer.id.clone(), link.access.word().to_owned(), link.complete()])
                .collect();
            table(&rows)
        }
        LinksFormat::Mail => links.iter().map(Link::mail).collect::<Vec<_>>().join("\n"),
        LinksFormat::Json => {
            let links: Vec<Value> = links.iter().map(Link::json).collect();
            format!("{:#}\n", json!({ "links": links }))
        }
    };
    session.print(&text)?;
    Ok(Exit::Done)
}

fn link<'c>(
    customer: &'c Customer,
    site: &SiteConfig,
    keys: &Keys,
    path: &KeysPath,
) -> Result<Link<'c>, Stop> {
    let id = &customer.id;
    let Some(access) = customer.access.as_ref().map(|access| access.value) else {
        return Err(Stop::content(format!("customer `{id}` has no `access`, so it has no view"))
            .hint("choose `gated`, `sealed` or `unlisted` in its file"));
    };
    let (Some(view), Some(feed), Some(key)) = (keys.view_id(id), keys.feed_id(id), keys.link_key(id)) else {
        return Err(Stop::usage(format!("`{}` has no key for `{id}`", path.shown()))
            .hint("`allclear keys new` adds it"));
    };
    let url = &site.url;
    let address = match access {
        Access::Gated => format!("{}/{view}/", site.private_address().url),
        Access::Sealed | Access::Unlisted => format!("{url}/v/{view}/"),
    };
    let is_sealed = access == Access::Sealed;
    let feed = if is_sealed { format!("{url}/v/{feed}/feed.xml") } else { format!("{address}feed.xml") };
    Ok(Link { customer, access, address, code: is_sealed.then(|| LinkCode::new(&key)), feed })
}

fn unknown(wanted: &str, project: &CustomersOfProject) -> Stop {
    let stop = Stop::usage(format!("there is no customer `{wanted}`"));
    match did_you_mean(wanted, project.ids()) {
        Some(near) => stop.hint(format!("did you mean `{near}`?")),
        None => {
            stop.hint("the id of a customer is the name of its file in `content/customers`, without `.md`")
        }
    }
}

impl Link<'_> {
    /// The address with the code.
    fn complete(&self) -> String {
        match &self.code {
            Some(code) => format!("{}#{}", self.address, code.as_str()),
            None => self.address.clone(),
        }
    }

    fn name(&self) -> &str {
        self.customer.name.as_ref().map_or(self.customer.id.as_str(), |name| &name.value)
    }

    /// The texts to send. The code is a text of its own, so that a message that gets into wrong hands opens nothing.
    fn mail(&self) -> String {
        let (name, address, feed) = (self.name(), &self.address, &self.feed);
        match (&self.code, self.access) {
            (Some(code), _) => format!(
                "=== {name}, first message ===\n\nYour private status page:\n\n{address}\n\n\
                 The page asks for a code, which you get in a separate message. Keep the address and the code\n\
                 to yourselves: whoever has both can read the page. Feed readers can follow it here:\n\n{feed}\n\n\
                 === {name}, second message, by another way ===\n\nThe code for your status page:\n\n{code}\n",
                code = code.as_str()
            ),
            (None, Access::Gated) => format!(
                "=== {name} ===\n\nYour private status page:\n\n{address}\n\n\
                 Sign in with the account that you have with us.\n"
            ),
            (None, _) => format!(
                "=== {name} ===\n\nYour private status page:\n\n{address}\n\n\
                 Keep this address to yourselves: whoever has it can read the page.\n"
            ),
        }
    }

    fn json(&self) -> Value {
        json!({
            "customer": self.customer.id,
            "access": self.access.word(),
            "link": self.complete(),
            "address": self.address,
            "code": self.code.as_ref().map(LinkCode::as_str),
            "feed": self.feed,
        })
    }
}
