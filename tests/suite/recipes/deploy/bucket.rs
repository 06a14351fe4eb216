//! The upload to S3, with a stand-in for `aws` that copies to a folder and logs each step.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{recipe, text_of};
use crate::support::{Project, Run, tree};

/// The parts of `aws s3 sync` and `aws cloudfront` that the script uses. The last filter that matches a file decides,
/// and `*` also matches `/`.
const AWS: &str = r#"#!/usr/bin/env bash
set -euo pipefail
if [ "$1" = cloudfront ]; then echo "invalidate $*" >> "$LOG"; exit 0; fi
[ "$1 $2" = "s3 sync" ]
from=$3 to=$BUCKET/${4#s3://bucket}
shift 4
filters=() type=- cache=- delete= size_only=
while (($#)); do
  case $1 in
    --include | --exclude) filters+=("$1" "$2"); shift ;;
    --content-type) type=$2; shift ;;
    --cache-control) cache=$2; shift ;;
    --delete) delete=yes ;;
    --size-only) size_only=yes ;;
    --only-show-errors) ;;
    *) echo "unknown option $1" >&2; exit 2 ;;
  esac
  shift
done
wanted() {
  local verdict=--include i
  for ((i = 0; i < ${#filters[@]}; i += 2)); do
    if [[ $1 == ${filters[i + 1]} ]]; then verdict=${filters[i]}; fi
  done
  [ "$verdict" = --include ]
}
mkdir -p "$to"
while read -r file; do
  wanted "$file" || continue
  if [ "$size_only" ] && [ -f "$to/$file" ]; then continue; fi
  if ! cmp -s "$from/$file" "$to/$file"; then
    mkdir -p "$(dirname "$to/$file")"
    cp "$from/$file" "$to/$file"
    echo "put $file|$type|$cache" >> "$LOG"
  fi
done < <(cd "$from" && find . -type f | cut -c3- | sort)
if [ "$delete" ]; then
  while read -r file; do
    wanted "$file" || continue
    if [ ! -e "$from/$file" ]; then rm "$to/$file"; echo "delete $file" >> "$LOG"; fi
  done < <(cd "$to" && find . -type f | cut -c3- | sort)
fi
"#;

/// A project, the bucket that it is published to, and the log of the stand-in.
struct Bucket {
    project: Project,
}

impl Bucket {
    fn new() -> Self {
        let project = Project::empty();
        project.run(&["init"]).ok();
        project.write("bin/aws", AWS.as_bytes());
        let status = Command::new("chmod").arg("+x").arg(project.path("bin/aws")).status();
        assert!(status.expect("chmod runs").success());
        fs::create_dir(project.path("bucket")).expect("a folder");
        Self { project }
    }

    /// Runs the script with a new log.
    fn publish(&self, arguments: &[&str]) -> Run {
        fs::remove_file(self.project.path("log")).ok();
        let path = std::env::var("PATH").expect("`PATH` is set");
        let mut script = Command::new(recipe("s3-publish"));
        script.env("PATH", format!("{}:{path}", self.project.path("bin").display()));
        script.env("LOG", self.project.path("log")).env("BUCKET", self.project.path("bucket"));
        Run::of(script.current_dir(self.project.root()).args(arguments))
    }

    fn log(&self) -> Vec<String> {
        self.project.read("log").lines().map(str::to_owned).collect()
    }
}

/// Whether a line of the log uploads the home page or its stamp.
fn is_home(line: &str) -> bool {
    line.starts_with("put index.html|") || line.starts_with("put stamp.json|")
}

#[test]
fn assets_are_uploaded_first_and_the_home_page_last() {
    let bucket = Bucket::new();
    bucket.project.run(&["build"]).ok();
    bucket.publish(&["public", "s3://bucket"]).ok();
    let log = bucket.log();
    let rank = |line: &String| match line.as_str() {
        line if line.starts_with("put assets/") => 0,
        line if is_home(line) => 3,
        line if line.starts_with("put ") && line.contains(".html|") => 1,
        line if line.starts_with("put ") => 2,
        _ => 4,
    };
    let ranks: Vec<i32> = log.iter().map(rank).collect();
    assert!(ranks.is_sorted(), "{log:#?}");
    for line in &log {
        let mut parts = line.split('|');
        let (file, kind, cache) =
            (parts.next().expect("a file"), parts.next(), parts.next().expect("a lifetime"));
        let file = file.strip_prefix("put ").expect("no removal");
        let immutable = file.starts_with("assets/");
        assert_eq!(
            cache,
            if immutable { "public, max-age=31536000, immutable" } else { "no-cache" },
            "{file}"
        );
        let extension = Path::new(file).extension().and_then(|extension| extension.to_str());
        let expected = match (file.rsplit('/').next(), extension) {
            (Some("feed.json"), _) => "application/feed+json; charset=utf-8",
            (Some("feed.xml"), _) | (_, Some("rss" | "atom")) => "application/xml; charset=utf-8",
            (_, Some("json")) => "application/json; charset=utf-8",
            (_, Some("ics")) => "text/calendar; charset=utf-8",
            (Some("metrics.txt"), _) => "application/openmetrics-text; version=1.0.0; charset=utf-8",
            (_, Some("txt")) => "text/plain; charset=utf-8",
            (_, Some("html")) => "text/html; charset=utf-8",
            _ => "-",
        };
        assert_eq!(kind, Some(expected), "{file}");
    }
    // Every file is uploaded once, except the one for other hosts.
    let mut site = tree(&bucket.project.path("public"));
    site.remove("_headers");
    assert!(tree(&bucket.project.path("bucket")) == site);
    assert_eq!(log.len(), site.len());
}

#[test]
fn removed_pages_are_deleted_last_and_old_assets_stay() {
    let bucket = Bucket::new();
    bucket.project.run(&["build"]).ok();
    bucket.publish(&["public", "s3://bucket/below"]).ok();
    bucket.project.write("bucket/below/assets/style-of-last-week.css", b"a{}");
    fs::remove_file(bucket.project.path("content/pages/about.md")).expect("a page");
    bucket.project.run(&["build"]).ok();
    bucket.publish(&["public", "s3://bucket/below", "E123"]).ok();
    let log = bucket.log();
    let deletion =
        log.iter().position(|line| line == "delete about/index.html").expect("the page is deleted");
    assert!(log.iter().rposition(|line| line.starts_with("put ")).expect("an upload") < deletion, "{log:#?}");
    assert!(
        log.last()
            .expect("a line")
            .starts_with("invalidate cloudfront create-invalidation --distribution-id E123")
    );
    assert!(bucket.project.path("bucket/below/assets/style-of-last-week.css").exists());
    assert_eq!(log.iter().filter(|line| line.starts_with("delete ")).count(), 1, "{log:#?}");
}

#[test]
fn a_folder_without_a_site_does_not_empty_the_bucket() {
    let bucket = Bucket::new();
    bucket.project.write("bucket/index.html", b"precious");
    fs::create_dir(bucket.project.path("nothing")).expect("a folder");
    for arguments in [vec!["nothing", "s3://bucket"], vec!["public"], vec![]] {
        assert_eq!(bucket.publish(&arguments).code, 2);
    }
    assert!(!bucket.project.path("log").exists());
    assert!(bucket.project.path("bucket/index.html").exists());
}

#[test]
#[ignore = "needs node"]
fn cloudfront_maps_a_folder_to_its_page() {
    let script = format!(
        "{}\nfor (const uri of ['/', '/history/', '/history', '/incidents/a-b', '/feed.xml', '/api/v2/status.json', '//evil/x'])\n\
         {{ const result = handler({{ request: {{ uri }} }}); console.log(uri, result.uri || result.headers.location.value); }}",
        text_of("cloudfront-index.js")
    );
    let run = Run::of(Command::new("node").args(["-e", &script])).ok();
    insta::assert_snapshot!(run.stdout, @r"
    / /index.html
    /history/ /history/index.html
    /history /history/
    /incidents/a-b /incidents/a-b/
    /feed.xml /feed.xml
    /api/v2/status.json /api/v2/status.json
    //evil/x /evil/x/
    ");
}
