//! `allclear import customers`: first and repeated imports of a list.

use crate::support::{Project, Run, tree};

const LIST: &str = "\u{feff}id,name,tier,components,access\r\n\
                    acme,\"Acme Corp, Inc.\",gold,api,sealed\r\n\
                    bolt,Boltworks,,,gated\r\n";

fn import(project: &Project, more: &[&str]) -> Run {
    let file = project.path("customers.csv").display().to_string();
    project.run(&[&["import", "customers", file.as_str()], more].concat())
}

fn project() -> Project {
    Project::new().file("customers.csv", LIST)
}

#[test]
fn a_list_becomes_files_that_pass_check_and_a_second_import_changes_nothing() {
    let project = project();
    let run = import(&project, &[]).ok();
    assert_eq!(
        run.stdout, "wrote 2 files, 0 unchanged, 0 kept\ncheck: no errors, no warnings in 2 files\n",
        "{}",
        run.stderr
    );
    assert_eq!(
        project.read("content/customers/acme.md"),
        "+++\nname = \"Acme Corp, Inc.\"\ntier = \"gold\"\ncomponents = [\"api\"]\naccess = \"sealed\"\n+++\n"
    );
    project.write_keys();
    let before = tree(project.root());
    let again = import(&project, &[]).ok();
    assert!(again.stdout.starts_with("wrote 0 files, 2 unchanged, 0 kept\n"), "{}", again.stdout);
    assert_eq!(tree(project.root()), before);
}

#[test]
fn a_dry_run_writes_nothing() {
    let project = project();
    let before = tree(project.root());
    let run = import(&project, &["--dry-run"]).ok();
    assert!(run.stdout.starts_with("would write 2 files"), "{}", run.stdout);
    assert_eq!(tree(project.root()), before);
}

#[test]
fn edited_files_and_customers_who_left_the_list_are_kept_and_named() {
    let project = project();
    project.write("content/customers/bolt.md", b"+++\nname = \"Bolt\"\naccess = \"sealed\"\n+++\nMine.\n");
    let run = import(&project, &[]).ok();
    assert!(
        run.stderr.contains("note: `content/customers/bolt.md` was kept: it was edited"),
        "{}",
        run.stderr
    );
    assert!(project.read("content/customers/bolt.md").contains("Mine."));

    project.write("customers.csv", b"id,name,access\nnova,Nova Ltd,gated\n");
    let run = import(&project, &[]).ok();
    assert!(run.stderr.contains("content/customers/acme.md: is not in the list any more"), "{}", run.stderr);
    assert!(
        project.path("content/customers/acme.md").exists()
            && project.path("content/customers/nova.md").exists()
    );

    project.write("customers.csv", LIST.replace("gold,api,sealed", "silver,api,gated").as_bytes());
    import(&project, &[]).ok();
    assert!(
        project.read("content/customers/acme.md").contains("tier = \"silver\""),
        "an unedited file follows the list"
    );
}

#[test]
fn a_wrong_list_is_refused_as_a_whole() {
    let project =
        project().file("customers.csv", "id,name,access\nacme,Acme Corp,gated\nBolt,Boltworks,open\n");
    let run = import(&project, &[]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(
        run.stderr.contains("customers.csv:3: `Bolt` is not an id")
            && run.stderr.contains("customers.csv:3: `open` is not `gated`, `sealed` or `unlisted`")
            && run.stderr.contains("nothing was written"),
        "{}",
        run.stderr
    );
    assert!(!project.path("content/customers").exists());
    project.write("customers.csv", b"id,name,access\nacme,\xff,gated\n");
    let run = import(&project, &[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("is not UTF-8"), "{}", run.stderr);
}

#[test]
fn what_check_finds_in_the_imported_files_is_shown() {
    let project = project().file("customers.csv", "id,name,access,components\nacme,Acme Corp,gated,apii\n");
    let run = import(&project, &[]).ok();
    assert!(run.stderr.contains("error[unknown-component]"), "{}", run.stderr);
    assert!(run.stdout.ends_with("check: 1 error in 1 file\n"), "{}", run.stdout);
}

#[test]
fn a_thousand_customers_are_imported_in_one_go() {
    let rows: String = (0..1000)
        .map(|n| format!("customer-{n},Customer Number{n} Limited,gold,api;,gated\n"))
        .collect::<Vec<_>>()
        .concat();
    let project = project().file("customers.csv", &format!("id,name,tier,components,access\n{rows}"));
    let run = import(&project, &[]).ok();
    assert!(run.stdout.starts_with("wrote 1000 files"), "{}", run.stdout);
}
