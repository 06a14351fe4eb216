//! The watcher against real files, and against a system that refuses.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, CreateKind, DataChange, Flag, ModifyKind, RemoveKind, RenameMode};
use notify::{Config, Error, ErrorKind, Event, EventHandler, EventKind, RecursiveMode, WatcherKind};
use tempfile::TempDir;

use super::arms::Arms;
use super::interest::Interest;
use super::shared::Shared;
use super::{Lead, Wake, WakeHandle, WatchOptions, Watcher};
use crate::source::{Project, Scope};

const UPDATE: &str = "content/incidents/a/comms/x.md";

fn folders<const N: usize>(names: [&str; N]) -> Scope {
    Scope::Folders(names.map(str::to_owned).into())
}

fn data() -> EventKind {
    EventKind::Modify(ModifyKind::Data(DataChange::Any))
}

fn renamed(mode: RenameMode) -> EventKind {
    EventKind::Modify(ModifyKind::Name(mode))
}

/// What an event below `/project` leads to; `/project/public` is the output.
fn scope(kind: EventKind, paths: &[&str]) -> Option<Scope> {
    let project = Project::new("/project");
    let interest = Interest::new(&project, vec![project.public()]);
    let event = Event { kind, paths: paths.iter().map(PathBuf::from).collect(), ..Event::default() };
    interest.scope(&event)
}

#[test]
fn a_file_that_changes_is_a_look_at_its_folder() {
    let comms = Some(folders(["content/incidents/a/comms"]));
    assert_eq!(scope(data(), &["/project/content/incidents/a/comms/x.md"]), comms);
    assert_eq!(scope(renamed(RenameMode::To), &["/project/content/incidents/a/comms/x.md"]), comms);
    assert_eq!(
        scope(
            renamed(RenameMode::Both),
            &["/project/content/incidents/a/comms/x.tmp", "/project/content/incidents/a/comms/x.md"]
        ),
        comms
    );
}

#[test]
fn a_folder_that_comes_or_goes_is_a_look_at_itself() {
    for kind in [EventKind::Create(CreateKind::Folder), EventKind::Remove(RemoveKind::Folder)] {
        assert_eq!(scope(kind, &["/project/content/incidents/a"]), Some(folders(["content/incidents/a"])));
    }
}

#[test]
fn both_ends_of_a_rename_are_looked_at() {
    let both = ["/project/content/incidents/a/x.md", "/project/content/incidents/b/x.md"];
    let expected = Some(folders(["content/incidents/a", "content/incidents/b"]));
    assert_eq!(scope(renamed(RenameMode::Both), &both), expected);
}

#[test]
fn doubt_is_a_look_at_everything() {
    let everything = Some(Scope::Everything);
    assert_eq!(scope(EventKind::Other, &[]), everything);
    for path in ["/project", "/project/content", "/project/themes"] {
        assert_eq!(scope(EventKind::Any, &[path]), everything, "{path}");
    }
    let project = Project::new("/project");
    let overflow = Event::new(EventKind::Other).set_flag(Flag::Rescan);
    assert_eq!(Interest::new(&project, Vec::new()).scope(&overflow), everything);
}

#[test]
fn reading_output_editors_and_version_control_are_nothing_to_us() {
    assert_eq!(scope(EventKind::Access(AccessKind::Any), &["/project/content/site.toml"]), None);
    for path in [
        "/project/public/index.html",
        "/project/.allclear/lock",
        "/project/.git/index.lock",
        "/project/README.md",
        "/project/content2/x.md",
        "/elsewhere/content/x.md",
        "/project/content/.git/index",
        "/project/content/pages/.about.md.swp",
        "/project/content/pages/4913",
        "/project/content/pages/about.md~",
        "/project/content/pages/.#about.md",
        "/project/content/pages/#about.md#",
        "/project/content/pages/about.md___jb_tmp___",
    ] {
        assert_eq!(scope(data(), &[path]), None, "{path}");
    }
}

fn project() -> (TempDir, Project) {
    let folder = tempfile::tempdir().expect("a folder");
    let project = Project::new(folder.path());
    fs::create_dir_all(folder.path().join("content/incidents/a/comms")).expect("folders");
    (folder, project)
}

/// Waits, but not for ever.
fn wait(watcher: &mut Watcher) -> Wake {
    watcher.wait(Some(Instant::now() + Duration::from_secs(20)))
}

#[test]
fn a_file_that_is_written_is_told_within_the_batching_time() {
    let (_folder, project) = project();
    let (mut watcher, notes) = Watcher::start(&project, WatchOptions::default());
    assert_eq!(notes, Vec::<String>::new());
    let written = Instant::now();
    fs::write(project.root().join(UPDATE), "text").expect("a file");
    assert_eq!(wait(&mut watcher), Wake::Files(folders(["content/incidents/a/comms"])));
    assert!(written.elapsed() < Duration::from_secs(1), "this is no backstop: {:?}", written.elapsed());
}

#[test]
fn what_happens_while_the_caller_builds_is_told_afterwards() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    fs::write(project.root().join("content/site.toml"), "").expect("a file");
    assert_eq!(wait(&mut watcher), Wake::Files(folders(["content"])));
    fs::write(project.root().join(UPDATE), "text").expect("a file");
    watcher.looked(true);
    assert_eq!(wait(&mut watcher), Wake::Files(folders(["content/incidents/a/comms"])));
}

#[test]
fn folders_that_appear_are_watched_from_then_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = Project::new(folder.path().join("project"));
    let (mut watcher, notes) = Watcher::start(&project, WatchOptions::default());
    assert_eq!(notes, Vec::<String>::new(), "what is not there yet is no trouble");
    fs::create_dir_all(project.content().join("pages")).expect("folders");
    assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
    fs::write(project.content().join("pages/about.md"), "text").expect("a file");
    assert_eq!(wait(&mut watcher), Wake::Files(folders(["content/pages"])));
}

#[test]
fn a_folder_that_takes_the_place_of_another_is_watched() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    fs::rename(project.content(), project.root().join("old")).expect("renamed");
    fs::create_dir_all(project.content().join("pages")).expect("folders");
    assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
    fs::write(project.root().join("old/site.toml"), "").expect("a file");
    fs::write(project.content().join("pages/about.md"), "text").expect("a file");
    assert_eq!(wait(&mut watcher), Wake::Files(folders(["content/pages"])));
}

#[test]
fn everything_is_looked_at_every_two_seconds() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    let started = Instant::now();
    assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
    watcher.looked(false);
    assert!(started.elapsed() >= Duration::from_millis(1_900), "{:?}", started.elapsed());
}

#[test]
fn looks_that_find_what_no_event_told_of_end_in_polling() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    for _ in 0..3 {
        assert_eq!(watcher.polls(), None);
        assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
        watcher.looked(true);
    }
    let note = "the file system here does not tell of changes; looking every 500 ms instead";
    assert_eq!(wait(&mut watcher), Wake::Note(note.to_owned()));
    assert_eq!(watcher.polls(), Some(Duration::from_millis(500)));
    assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
}

#[test]
fn with_polling_a_look_is_due_after_each_pause() {
    let (_folder, project) = project();
    let poll = Some(Duration::from_millis(10));
    let (mut watcher, notes) = Watcher::start(&project, WatchOptions { poll, ..WatchOptions::default() });
    assert_eq!((notes, watcher.polls()), (Vec::new(), poll));
    let started = Instant::now();
    for _ in 0..10 {
        assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
        watcher.looked(false);
    }
    assert!(started.elapsed() >= Duration::from_millis(100));
}

#[test]
fn the_clock_and_other_threads_wake_too() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    assert_eq!(watcher.wait(Some(Instant::now())), Wake::Clock);
    let handle = watcher.handle();
    handle.look(folders(["content/pages"]));
    assert_eq!(wait(&mut watcher), Wake::Files(folders(["content/pages"])));
    let elsewhere = std::thread::spawn({
        let handle = handle.clone();
        move || {
            handle.reload();
            handle.stop();
        }
    });
    elsewhere.join().expect("ended");
    assert!(handle.is_stopping());
    assert_eq!(wait(&mut watcher), Wake::Stop, "to end goes before all else");
}

#[test]
fn after_a_reload_it_goes_on() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    watcher.handle().reload();
    assert_eq!(wait(&mut watcher), Wake::Reload);
    fs::write(project.root().join(UPDATE), "text").expect("a file");
    assert_eq!(wait(&mut watcher), Wake::Files(folders(["content/incidents/a/comms"])));
}

fn overflow() -> Event {
    Event::new(EventKind::Other).set_flag(Flag::Rescan)
}

#[test]
fn an_overflow_is_a_look_at_everything() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    watcher.looked(false);
    std::thread::sleep(Duration::from_millis(1_050));
    let heard = Instant::now();
    watcher.hear(Ok(overflow()));
    assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
    assert!(heard.elapsed() < Duration::from_millis(500), "this is no backstop: {:?}", heard.elapsed());
}

#[test]
fn an_overflow_of_our_own_reading_is_not_answered_with_more_reading() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    // During the first look, right after it, and during and after the next one.
    for _ in 0..2 {
        watcher.hear(Ok(overflow()));
        assert_eq!(watcher.looked(false), Lead::Pace);
        let looked = Instant::now();
        watcher.hear(Ok(overflow()));
        assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
        assert!(
            looked.elapsed() > Duration::from_millis(1_500),
            "this is the backstop: {:?}",
            looked.elapsed()
        );
    }
}

#[test]
fn an_error_in_the_middle_ends_in_polling_and_a_look_at_everything() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    watcher.hear(Err(Error::new(ErrorKind::MaxFilesWatch)));
    let Wake::Note(note) = wait(&mut watcher) else { panic!("it is told") };
    assert!(note.contains("limit of watched folders is reached"), "{note}");
    assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
    watcher.hear(Err(Error::new(ErrorKind::MaxFilesWatch)));
    assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything), "and told once only");
}

/// A system that watches so many folders and no more.
#[derive(Debug)]
struct Limited {
    left: usize,
}

impl notify::Watcher for Limited {
    fn new<F: EventHandler>(_: F, _: Config) -> notify::Result<Self> {
        Ok(Self { left: 0 })
    }

    fn watch(&mut self, _: &Path, _: RecursiveMode) -> notify::Result<()> {
        self.left = self.left.checked_sub(1).ok_or_else(|| Error::new(ErrorKind::MaxFilesWatch))?;
        Ok(())
    }

    fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
        Ok(())
    }

    fn kind() -> WatcherKind {
        WatcherKind::NullWatcher
    }
}

#[test]
fn a_system_that_cannot_watch_all_of_it_is_polled_and_that_is_said_once() {
    for left in [0, 1] {
        let (_folder, project) = project();
        let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
        watcher.watch_with(Arms::new(Box::new(Limited { left }), &project));
        assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
        let Wake::Note(note) = wait(&mut watcher) else { panic!("it is told") };
        assert!(note.contains("cannot be watched: the system's limit"), "{note}");
        assert!(note.ends_with("; looking every 500 ms instead"), "{note}");
        assert_eq!(watcher.polls(), Some(Duration::from_millis(500)));
        assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
    }
}

impl Watcher {
    /// As if the operating system had told this.
    fn hear(&self, told: Result<Event, Error>) {
        self.shared.hear(&self.interest, told);
    }

    /// Watches with something else.
    fn watch_with(&mut self, arms: Arms) {
        self.arms = Some(arms);
        self.handle().look(Scope::Everything);
    }
}

/// A system that counts what it is asked to watch and tells of nothing.
#[derive(Debug, Default)]
struct Mute {
    watched: Arc<AtomicUsize>,
}

impl notify::Watcher for Mute {
    fn new<F: EventHandler>(_: F, _: Config) -> notify::Result<Self> {
        Ok(Self::default())
    }

    fn watch(&mut self, _: &Path, _: RecursiveMode) -> notify::Result<()> {
        self.watched.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
        Ok(())
    }

    fn kind() -> WatcherKind {
        WatcherKind::NullWatcher
    }
}

#[test]
fn before_events_are_given_up_all_is_watched_anew() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    let mute = Mute::default();
    let asked = Arc::clone(&mute.watched);
    watcher.watch_with(Arms::new(Box::new(mute), &project));
    for (found, count) in [(false, 2), (true, 4)] {
        assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
        watcher.looked(found);
        assert_eq!(asked.load(Ordering::Relaxed), count);
        assert_eq!(watcher.polls(), None);
    }
}

#[test]
fn a_handle_outlives_its_watcher() {
    let handle = WakeHandle::new(Arc::<Shared>::default());
    handle.stop();
    assert!(handle.is_stopping());
}
