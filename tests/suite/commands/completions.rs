//! Shell completions: the script, and the words with which a command line goes on.

use std::process::Command;

use crate::support::{NOW, Project, Run, quiet};

fn project() -> Project {
    let update = |title: &str, slug: &str, status: &str| {
        format!("+++\ntitle = \"{title}\"\nslug = \"{slug}\"\nstatus = \"{status}\"\n+++\nText.\n")
    };
    let comms = |folder: &str| format!("content/incidents/{folder}/comms/2026-03-14T1100Z-first.md");
    Project::new()
        .file("content/components/payments/checkout.md", "+++\nname = \"Checkout\"\n+++\n")
        .file(
            "content/people.toml",
            "[person.lena]\nname = \"Lena Kask\"\n[person.omar]\nname = \"Omar Haddad\"\n",
        )
        .file(
            "content/response.toml",
            "[[escalation.P1]]\nid = \"confirm-scope\"\nrole = \"commander\"\naction = \"confirm the scope\"\n",
        )
        .file("content/customers/acme.md", "+++\nname = \"Acme\"\naccess = \"sealed\"\n+++\n")
        .file("content/snippets/progress.md", "We work on it.\n")
        .file(
            "content/incidents/2026-03-13-b/postmortem.md",
            "+++\nauthor = \"lena\"\n[[action]]\nid = \"API-1\"\ntitle = \"Add it\"\n+++\n",
        )
        .file(&comms("2026-03-14-a"), &update("API errors", "2026-03-14-api-errors", "investigating"))
        .file(&comms("2026-03-13-b"), &update("Slow", "2026-03-13-slow", "resolved"))
}

/// Returns the words with which fish would go on.
fn completed(project: &Project, words: &[&str]) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_allclear"));
    quiet(&mut command);
    command.env("ALLCLEAR_COMPLETE", "fish").current_dir(project.root()).args(["--", "allclear"]).args(words);
    let run = Run::of(&mut command).ok();
    assert_eq!(run.stderr, "", "{words:?}");
    let values = run.stdout.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned());
    // Where a value may come, an option may come too.
    values.filter(|value| !value.starts_with('-')).collect()
}

#[test]
fn names_of_the_project_complete_a_command() {
    let project = project();
    for (words, expected) in [
        (&["post", ""][..], &["2026-03-14-api-errors", "api-errors"][..]),
        (&["post", "api"], &["api-errors"]),
        (&["log", "2026"], &["2026-03-14-api-errors"]),
        (&["post", "--retract", ""], &["2026-03-14T1100Z-first"]),
        (&["post", "--author", ""], &["lena", "omar"]),
        (&["post", "--snippet", ""], &["progress"]),
        (&["post", "--audience", "customer"], &["customer:acme"]),
        (&["post", "--status", "res"], &["resolved"]),
        (
            &["post", "--components", "api=operational,checkout=maj"],
            &["api=operational,checkout=major_outage"],
        ),
        (&["new", "incident", "--commander", "o"], &["omar"]),
        (&["log", "--role", "scribe=l"], &["scribe=lena"]),
        (&["log", "--did", ""], &["confirm-scope"]),
        (
            &["who", "che"],
            &[
                "checkout",
                "checkout=operational",
                "checkout=under_maintenance",
                "checkout=degraded_performance",
                "checkout=partial_outage",
                "checkout=major_outage",
            ],
        ),
        (&["approve", "--by", "l"], &["lena"]),
        (&["actions", "--owner", "o"], &["omar"]),
        (&["links", "--customer", ""], &["acme"]),
        (&["actions", "done", "A"], &["API-1"]),
        (&["actions", "verify", "API-1", "--by", "l"], &["lena"]),
        (&["check", "--explain", "update-over"], &["update-overdue"]),
        (&["completions", "z"], &["zsh"]),
    ] {
        assert_eq!(completed(&project, words), expected, "{words:?}");
    }
    assert!(completed(&project, &["di"]).contains(&"diff".to_owned()));
}

#[test]
fn the_project_of_the_command_line_counts() {
    let (project, elsewhere) = (project(), Project::empty());
    let root = project.root().display().to_string();
    assert_eq!(completed(&elsewhere, &["-C", &root, "post", "api"]), ["api-errors"]);
    assert_eq!(completed(&elsewhere, &[&format!("-C{root}"), "post", "api"]), ["api-errors"]);
    assert_eq!(completed(&elsewhere, &["post", ""]), [""; 0]);
}

#[test]
fn nothing_that_is_wrong_is_reported() {
    let project = project();
    project.write("content/people.toml", b"[person\n\xff");
    project.write("content/incidents/2026-03-14-a/comms/2026-03-14T1130Z.md", b"+++\nnonsense\n\xff");
    project.write("content/incidents/2026-03-12-c", b"a file");
    assert_eq!(completed(&project, &["post", "--author", ""]), [""; 0]);
    assert_eq!(completed(&project, &["post", "api"]), ["api-errors"]);
    for words in
        [&["nonsense", ""][..], &["post", "--nonsense", ""], &["--", ""], &["-C", ""], &["-C"], &[""]]
    {
        completed(&project, words);
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_allclear"));
    quiet(&mut command);
    let run = Run::of(command.env("ALLCLEAR_COMPLETE", "nonsense").args(["--", "allclear", "post"])).ok();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
}

#[test]
fn the_variable_alone_does_not_change_what_a_command_does() {
    let project = project();
    let mut command = project.command();
    command.env("ALLCLEAR_COMPLETE", "bash").args(["--now", NOW, "who", "checkout"]);
    assert!(Run::of(&mut command).ok().stdout.starts_with("Checkout"));
}

#[test]
fn bash_completes_with_the_script() {
    let project = project();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_allclear")).parent().expect("a folder").display();
    let path = std::env::var("PATH").expect("`PATH` is set");
    let script = "source <(allclear completions bash)\n\
                  COMP_WORDS=(allclear post api) COMP_CWORD=2\n\
                  _clap_complete_allclear allclear api post\n\
                  printf '%s\\n' \"${COMPREPLY[@]}\"";
    let mut bash = Command::new("bash");
    quiet(&mut bash);
    bash.args(["--noprofile", "--norc", "-c", script]).current_dir(project.root());
    let run = Run::of(bash.env("PATH", format!("{program}:{path}"))).ok();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("api-errors\n", ""));
}

#[test]
fn there_is_a_script_for_each_shell() {
    let project = Project::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = project.run(&["completions", shell]).ok().stdout;
        assert!(script.contains("ALLCLEAR_COMPLETE") && script.contains("allclear"), "{shell}: {script}");
    }
    project.run(&["completions", "cmd"]).failed(2);
}
