//! Live events: everybody hears what changes in her own view within the look after it, and nobody hears of anything
//! else: not of another's record, not of a field her lens hides, not of how much goes on.

use app::live::{self, Message};
use contract::event::LiveEvent;
use contract::id::RecordId;
use contract::paths;
use domain::policy::scope_all;
use domain::record::{Body, Standing};
use store::{Change, people, records};
use testkit::{Database, Persona, TestApp, Visitor, firm};
use tokio::sync::mpsc::Receiver;

pub(super) struct Stream {
    messages: Receiver<Message>,
    place: String,
}

impl Stream {
    /// Opens a stream as the endpoint does.
    async fn open(app: &TestApp, who: &Visitor, place: Option<&str>) -> Self {
        let acting = app::sign_in::act_as(&app.app, &who.secret, Some(who.hat))
            .await
            .unwrap();
        let scope = scope_all(&acting.viewer);
        let hub = &app.app.live;
        let messages = hub.watch(&app.app, &acting.viewer, &scope, acting.claim, place);
        Self {
            messages,
            place: String::new(),
        }
    }

    /// The same, past the `slice` that a new stream begins with.
    pub(super) async fn begun(app: &TestApp, who: &Visitor) -> Self {
        let mut stream = Self::open(app, who, None).await;
        assert_eq!(stream.heard(app).await, ["slice"]);
        stream
    }

    /// What has come in by the end of a look, in short.
    pub(super) async fn heard(&mut self, app: &TestApp) -> Vec<String> {
        live::look(&app.app).await.unwrap();
        let mut heard = Vec::new();
        while let Ok(message) = self.messages.try_recv() {
            self.place = message.place;
            heard.push(match message.event {
                LiveEvent::Changed(changed) => format!("changed {}", changed.id),
                LiveEvent::Gone(gone) => format!("gone {}", gone.id),
                LiveEvent::Slice => "slice".to_owned(),
                LiveEvent::Ended => "ended".to_owned(),
            });
        }
        heard
    }
}

async fn rewrite(app: &TestApp, id: RecordId, edit: impl FnOnce(&mut records::Record)) {
    let tx = app.app.db.write().await.unwrap();
    let change = Change::now(&*app.clock, "test");
    let mut record = records::find(&tx, firm::HALDEN, id).await.unwrap().unwrap();
    edit(&mut record);
    records::update(&tx, &record, &change).await.unwrap();
    tx.commit().await.unwrap();
}

fn job(record: &mut records::Record) -> &mut domain::record::Job {
    match &mut record.body {
        Body::Job(job) => job,
        other => panic!("{other:?}"),
    }
}

#[actix_web::test]
async fn a_closed_job_is_heard_by_everybody_entitled_and_by_nobody_else() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let mut streams = Vec::new();
        for persona in Persona::ALL {
            let who = app.as_(persona).await;
            streams.push((persona, Stream::begun(&app, &who).await));
        }
        rewrite(&app, firm::PARK_ROAD_JOB, |r| {
            job(r).status = contract::kind::Status::Done;
            job(r).done_on = job(r).raised_on;
        })
        .await;
        for (persona, stream) in &mut streams {
            let heard = stream.heard(&app).await;
            let told = vec![format!("changed {}", firm::PARK_ROAD_JOB)];
            match persona {
                Persona::Bookkeeper | Persona::Principal => assert_eq!(heard, told, "{persona:?}"),
                Persona::Rival | Persona::Landlord => assert!(heard.is_empty(), "{heard:?}"),
            }
        }
    }
}

#[actix_web::test]
async fn whoever_arrives_while_others_are_looked_at_is_told_nothing_twice() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let _hers = Stream::begun(&app, &bea).await;
        let rita = app.as_(Persona::Rival).await;
        let arriving = app::sign_in::act_as(&app.app, &rita.secret, Some(rita.hat))
            .await
            .unwrap();
        let (viewer, claim) = (&arriving.viewer, arriving.claim);
        let scope = scope_all(viewer);
        // The look is under way, and has asked for the epochs, when she arrives.
        let arrive = async { app.app.live.watch(&app.app, viewer, &scope, claim, None) };
        let (looked, messages) = futures_util::join!(live::look(&app.app), arrive);
        looked.unwrap();
        let mut hers = Stream {
            messages,
            place: String::new(),
        };
        assert_eq!(hers.heard(&app).await, ["slice"], "{database:?}");
        assert!(hers.heard(&app).await.is_empty());
    }
}

#[actix_web::test]
async fn what_the_lens_hides_is_not_heard_of_either() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let bea = app.as_(Persona::Bookkeeper).await;
        let mut stream = Stream::begun(&app, &bea).await;
        // A note for staff, and a description that the agent's lens for jobs does not open.
        rewrite(&app, firm::PARK_ROAD_JOB, |r| {
            job(r).staff_note = "plantedword".to_owned();
            job(r).description = "anotherword".to_owned();
        })
        .await;
        assert!(stream.heard(&app).await.is_empty(), "{database:?}");
        rewrite(&app, firm::PARK_ROAD_JOB, |r| {
            job(r).title = "Seen".to_owned()
        })
        .await;
        assert_eq!(stream.heard(&app).await.len(), 1, "{database:?}");
    }
}

#[actix_web::test]
async fn a_record_taken_back_is_gone_and_one_never_seen_is_not_mentioned() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (bea, rita) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Rival).await,
        );
        let (mut hers, mut theirs) = (
            Stream::begun(&app, &bea).await,
            Stream::begun(&app, &rita).await,
        );
        rewrite(&app, firm::MILL_LANE_EICR, |r| {
            r.standing = Standing::Internal
        })
        .await;
        assert_eq!(
            hers.heard(&app).await,
            [format!("gone {}", firm::MILL_LANE_EICR)]
        );
        rewrite(&app, firm::MILL_LANE_EICR, |r| {
            r.standing = Standing::Shared;
            r.shared_with = vec![firm::NEST];
        })
        .await;
        assert!(
            hers.heard(&app).await.is_empty(),
            "she does not see it any more"
        );
        assert_eq!(
            theirs.heard(&app).await,
            [format!("changed {}", firm::MILL_LANE_EICR)]
        );
        rewrite(&app, firm::MILL_LANE_EICR, |r| r.shared_with.clear()).await;
        assert_eq!(
            theirs.heard(&app).await,
            [format!("gone {}", firm::MILL_LANE_EICR)]
        );
        assert!(hers.heard(&app).await.is_empty());
    }
}

#[actix_web::test]
async fn a_stream_that_comes_back_goes_on_where_it_stood() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (bea, paul) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Principal).await,
        );
        let place = Stream::begun(&app, &bea).await.place;
        rewrite(&app, firm::PARK_ROAD_JOB, |r| {
            job(r).title = "Once".to_owned()
        })
        .await;
        rewrite(&app, firm::PARK_ROAD_JOB, |r| {
            job(r).title = "Twice".to_owned()
        })
        .await;
        let mut again = Stream::open(&app, &bea, Some(&place)).await;
        assert_eq!(
            again.heard(&app).await,
            [format!("changed {}", firm::PARK_ROAD_JOB)],
            "{database:?}"
        );
        // Nobody else can use it, and nobody can make one up.
        for (who, place) in [(&paul, place.as_str()), (&bea, "0011"), (&bea, "x")] {
            let mut begun = Stream::open(&app, who, Some(place)).await;
            assert_eq!(begun.heard(&app).await, ["slice"]);
        }
        // After more than can be told step by step, everything is fetched again.
        for n in 0..120 {
            rewrite(&app, firm::PARK_ROAD_JOB, |r| job(r).title = n.to_string()).await;
        }
        let mut late = Stream::open(&app, &bea, Some(&again.place)).await;
        assert_eq!(late.heard(&app).await, ["slice"]);
    }
}

#[actix_web::test]
async fn the_stream_ends_with_the_session_and_with_the_hat() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let (bea, paul, rita) = (
            app.as_(Persona::Bookkeeper).await,
            app.as_(Persona::Principal).await,
            app.as_(Persona::Rival).await,
        );
        let (mut hers, mut his, mut others) = (
            Stream::begun(&app, &bea).await,
            Stream::begun(&app, &paul).await,
            Stream::begun(&app, &rita).await,
        );
        let end = bea.signed(actix_web::test::TestRequest::delete(), paths::SESSION);
        assert_eq!(app.send(end).await.status, 204);
        assert_eq!(hers.heard(&app).await, ["ended"]);
        assert!(his.heard(&app).await.is_empty());
        let tx = app.app.db.write().await.unwrap();
        let change = Change::now(&*app.clock, "test");
        people::close_role(&tx, paul.hat, &change).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(his.heard(&app).await, ["ended"]);
        assert!(his.messages.recv().await.is_none(), "nothing follows");
        // The firm's people changed: whoever is left looks again.
        assert_eq!(others.heard(&app).await, ["slice"]);
        app.clock.advance(chrono::TimeDelta::days(1));
        assert_eq!(others.heard(&app).await, ["slice"], "midnight");
        assert!(others.heard(&app).await.is_empty());
    }
}

#[actix_web::test]
async fn the_version_is_the_tag_of_her_own_view() {
    let app = TestApp::new(Database::Sqlite).await;
    let (bea, paul) = (
        app.as_(Persona::Bookkeeper).await,
        app.as_(Persona::Principal).await,
    );
    let mut versions = Vec::new();
    for who in [&bea, &paul] {
        let mut stream = Stream::begun(&app, who).await;
        rewrite(&app, firm::PARK_ROAD_JOB, |r| job(r).title.push('!')).await;
        live::look(&app.app).await.unwrap();
        let message = stream.messages.try_recv().unwrap();
        let LiveEvent::Changed(changed) = message.event else {
            panic!("{message:?}");
        };
        let fetched = app.get(who, &paths::record(changed.id)).await;
        assert_eq!(fetched.header("etag"), format!("\"{}\"", changed.version));
        versions.push(changed.version);
    }
    assert_ne!(versions[0], versions[1]);
}
