//! The watcher with real files and with a system that refuses to watch, and the publisher.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, CreateKind, DataChange, Flag, ModifyKind, RemoveKind, RenameMode};
use notify::{Config, Error, ErrorKind, Event, EventHandler, EventKind, RecursiveMode, WatcherKind};
use tempfile::TempDir;

use super::filter::EventFilter;
use super::pending::SharedPending;
use super::watched_folders::WatchedFolders;
use super::{
    Cause, Event as PublishEvent, FailureReason, PublishSettings, Publisher, ScanTrigger, Wake, WakeHandle,
    WatchOptions, Watcher,
};
use crate::pipeline::Clock;
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

/// The scope of an event below `/project`; `/project/public` is the output.
fn scope(kind: EventKind, paths: &[&str]) -> Option<Scope> {
    let project = Project::new("/project");
    let filter = EventFilter::new(&project, vec![project.public()]);
    let event = Event { kind, paths: paths.iter().map(PathBuf::from).collect(), ..Event::default() };
    filter.scope(&event)
}

#[test]
fn a_changed_file_causes_a_scan_of_its_folder() {
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
fn a_created_or_removed_folder_causes_a_scan_of_it() {
    for kind in [EventKind::Create(CreateKind::Folder), EventKind::Remove(RemoveKind::Folder)] {
        assert_eq!(scope(kind, &["/project/content/incidents/a"]), Some(folders(["content/incidents/a"])));
    }
}

#[test]
fn a_rename_causes_a_scan_of_both_folders() {
    let both = ["/project/content/incidents/a/x.md", "/project/content/incidents/b/x.md"];
    let expected = Some(folders(["content/incidents/a", "content/incidents/b"]));
    assert_eq!(scope(renamed(RenameMode::Both), &both), expected);
}

#[test]
fn an_unclear_event_causes_a_scan_of_everything() {
    let everything = Some(Scope::Everything);
    assert_eq!(scope(EventKind::Other, &[]), everything);
    for path in ["/project", "/project/content", "/project/themes"] {
        assert_eq!(scope(EventKind::Any, &[path]), everything, "{path}");
    }
    let project = Project::new("/project");
    let overflow = Event::new(EventKind::Other).set_flag(Flag::Rescan);
    assert_eq!(EventFilter::new(&project, Vec::new()).scope(&overflow), everything);
}

#[test]
fn reads_and_changes_of_output_editor_and_git_files_are_ignored() {
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

/// Waits for at most 20 seconds.
fn wait(watcher: &mut Watcher) -> Wake {
    watcher.wait(Some(Instant::now() + Duration::from_secs(20)))
}

#[test]
fn a_written_file_is_reported_after_debouncing() {
    let (_folder, project) = project();
    let (mut watcher, notes) = Watcher::start(&project, WatchOptions::default());
    assert_eq!(notes, Vec::<String>::new());
    let written = Instant::now();
    fs::write(project.root().join(UPDATE), "text").expect("a file");
    assert_eq!(wait(&mut watcher), Wake::Files(folders(["content/incidents/a/comms"])));
    assert!(written.elapsed() < Duration::from_secs(1), "not found by the backstop: {:?}", written.elapsed());
}

#[test]
fn changes_during_a_build_are_reported_afterwards() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    fs::write(project.root().join("content/site.toml"), "").expect("a file");
    assert_eq!(wait(&mut watcher), Wake::Files(folders(["content"])));
    fs::write(project.root().join(UPDATE), "text").expect("a file");
    watcher.scan_finished(true);
    assert_eq!(wait(&mut watcher), Wake::Files(folders(["content/incidents/a/comms"])));
}

#[test]
fn new_folders_are_watched() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = Project::new(folder.path().join("project"));
    let (mut watcher, notes) = Watcher::start(&project, WatchOptions::default());
    assert_eq!(notes, Vec::<String>::new(), "a missing folder is no problem");
    fs::create_dir_all(project.content().join("pages")).expect("folders");
    assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
    fs::write(project.content().join("pages/about.md"), "text").expect("a file");
    assert_eq!(wait(&mut watcher), Wake::Files(folders(["content/pages"])));
}

#[test]
fn a_replaced_folder_is_watched() {
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
fn everything_is_scanned_every_two_seconds() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    let started = Instant::now();
    assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
    watcher.scan_finished(false);
    assert!(started.elapsed() >= Duration::from_millis(1_900), "{:?}", started.elapsed());
}

#[test]
fn repeatedly_missed_events_lead_to_polling() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    for _ in 0..3 {
        assert_eq!(watcher.poll_interval(), None);
        assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
        watcher.scan_finished(true);
    }
    let note = "the file system does not report changes; polling every 500 ms instead";
    assert_eq!(wait(&mut watcher), Wake::Note(note.to_owned()));
    assert_eq!(watcher.poll_interval(), Some(Duration::from_millis(500)));
    assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
}

#[test]
fn polling_scans_at_the_given_interval() {
    let (_folder, project) = project();
    let poll = Some(Duration::from_millis(10));
    let (mut watcher, notes) = Watcher::start(&project, WatchOptions { poll, ..WatchOptions::default() });
    assert_eq!((notes, watcher.poll_interval()), (Vec::new(), poll));
    let started = Instant::now();
    for _ in 0..10 {
        assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
        watcher.scan_finished(false);
    }
    assert!(started.elapsed() >= Duration::from_millis(100));
}

#[test]
fn the_deadline_and_other_threads_wake_the_watcher() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    assert_eq!(watcher.wait(Some(Instant::now())), Wake::Clock);
    let handle = watcher.handle();
    handle.scan(folders(["content/pages"]));
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
    assert_eq!(wait(&mut watcher), Wake::Stop, "stopping comes first");
}

#[test]
fn the_watcher_works_after_a_reload() {
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
fn an_overflow_causes_a_scan_of_everything() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    watcher.scan_finished(false);
    std::thread::sleep(Duration::from_millis(1_050));
    let sent = Instant::now();
    watcher.on_event(Ok(overflow()));
    assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
    assert!(sent.elapsed() < Duration::from_millis(500), "not found by the backstop: {:?}", sent.elapsed());
}

#[test]
fn an_overflow_caused_by_a_scan_does_not_cause_another() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    // During the first scan, right after it, and during and after the next one.
    for _ in 0..2 {
        watcher.on_event(Ok(overflow()));
        assert_eq!(watcher.scan_finished(false), ScanTrigger::Timer);
        let ended = Instant::now();
        watcher.on_event(Ok(overflow()));
        assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
        assert!(
            ended.elapsed() > Duration::from_millis(1_500),
            "found by the backstop: {:?}",
            ended.elapsed()
        );
    }
}

#[test]
fn an_error_leads_to_polling_and_a_scan_of_everything() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    watcher.on_event(Err(Error::new(ErrorKind::MaxFilesWatch)));
    let Wake::Note(note) = wait(&mut watcher) else { panic!("there is a note") };
    assert!(note.contains("limit on watched folders is reached"), "{note}");
    assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
    watcher.on_event(Err(Error::new(ErrorKind::MaxFilesWatch)));
    assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything), "reported only once");
}

/// A system that can watch a limited number of folders.
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
fn a_system_that_cannot_watch_all_folders_is_polled() {
    for left in [0, 1] {
        let (_folder, project) = project();
        let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
        watcher.watch_with(WatchedFolders::new(Box::new(Limited { left }), &project));
        assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
        let Wake::Note(note) = wait(&mut watcher) else { panic!("there is a note") };
        assert!(note.contains("cannot watch `") && note.contains(": the system's limit"), "{note}");
        assert!(note.ends_with("; polling every 500 ms instead"), "{note}");
        assert_eq!(watcher.poll_interval(), Some(Duration::from_millis(500)));
        assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
    }
}

impl Watcher {
    /// Simulates an event of the operating system.
    fn on_event(&self, event: Result<Event, Error>) {
        self.pending.on_event(&self.filter, event);
    }

    /// Replaces the watches.
    fn watch_with(&mut self, folders: WatchedFolders) {
        self.folders = Some(folders);
        self.handle().scan(Scope::Everything);
    }
}

/// A system that counts the watches and never reports an event.
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
fn all_watches_are_renewed_before_polling() {
    let (_folder, project) = project();
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    let mute = Mute::default();
    let asked = Arc::clone(&mute.watched);
    watcher.watch_with(WatchedFolders::new(Box::new(mute), &project));
    for (changed, count) in [(false, 2), (true, 4)] {
        assert_eq!(wait(&mut watcher), Wake::Files(Scope::Everything));
        watcher.scan_finished(changed);
        assert_eq!(asked.load(Ordering::Relaxed), count);
        assert_eq!(watcher.poll_interval(), None);
    }
}

#[test]
fn a_handle_outlives_its_watcher() {
    let handle = WakeHandle::new(Arc::<SharedPending>::default());
    handle.stop();
    assert!(handle.is_stopping());
}

fn settings() -> PublishSettings {
    PublishSettings {
        output: PathBuf::from("public"),
        private: PathBuf::from("private"),
        board: None,
        home: None,
        strict: false,
        public_only: false,
        judged_elsewhere: false,
        take_over: false,
    }
}

fn clock() -> Clock {
    Clock::Real("2026-03-14T12:00:00Z".parse().expect("a time"))
}

#[test]
fn a_publisher_reports_failure_and_recovery_as_events() {
    let (_folder, project) = project();
    let write = |title: &str| {
        let text = format!("{title} = \"Test\"\nurl = \"https://status.test.example\"\n");
        fs::write(project.content().join("site.toml"), text).expect("a file");
    };
    write("titel");
    let (mut watcher, _) = Watcher::start(&project, WatchOptions::default());
    let mut publisher =
        Publisher::new(settings(), project.clone(), watcher.handle(), Box::new(|| Err("no keys".to_owned())));
    let events = publisher.start(clock());
    let [
        PublishEvent::Findings { all, .. },
        PublishEvent::Failed { cause: Cause::Start, failure, retry: None },
    ] = events.as_slice()
    else {
        panic!("{events:?}")
    };
    assert!(all.has_errors() && matches!(failure.reason, FailureReason::Content));
    assert!(publisher.deadline(chrono::Utc::now()).is_some(), "time alone may fix the content");

    write("title");
    let events = publisher.handle(Wake::Files(Scope::Everything), &mut watcher, clock());
    let [
        PublishEvent::Findings { all, .. },
        PublishEvent::Published { cause: Cause::Files(..), recovered: true, report, .. },
    ] = events.as_slice()
    else {
        panic!("{events:?}")
    };
    assert!(!all.has_errors() && report.public.written.contains(&"index.html".to_owned()));
    assert!(publisher.handle(Wake::Files(Scope::Everything), &mut watcher, clock()).is_empty());
    assert!(matches!(
        publisher.handle(Wake::Stop, &mut watcher, clock()).as_slice(),
        [PublishEvent::Stopped]
    ));
}
