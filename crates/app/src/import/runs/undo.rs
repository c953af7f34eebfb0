//! Taking the last import back. What it changed is as it was before, what it made is gone, or, where somebody outside the
//! firm may have seen it meanwhile, taken back from her and kept. Whatever was worked on by hand since is left and told.

use super::jobs::{self, Job};
use super::{RunError, keep, now, ready};
use crate::App;
use crate::import::effect::{
    ContactState, Effect, InterestState, PartyState, RecordState, SubjectState,
};
use crate::import::{ImportError, Progress, SOURCE, Sheet, Stage};
use crate::once::Once;
use contract::id::{
    ContactId, FirmId, IdentityId, ImportId, InterestId, RecordId, SubjectId, ThirdPartyId,
};
use contract::import::{ImportLine, ImportState, ImportSummary, LineSort};
use domain::clock::new_id;
use domain::import::{Fate, Step, fate};
use domain::policy::{Import, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::record::Standing;
use std::collections::{BTreeMap, BTreeSet};
use store::imports::Run;
use store::records::Record;
use store::{Change, Tx, index, people, records, removal, subjects};

const BY_HAND: &str = "it was changed here since";
const IN_USE: &str = "something that stays has to do with it";
const ENDED: &str = "it was ended here since";

/// The receipt says who does it; it is written with what it does.
pub async fn undo(
    app: &App,
    permit: &StaffPermit<Import>,
    import: ImportId,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), RunError> {
    let firm = permit.firm();
    let tx = app.db.write().await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    let mut run = ready(app, &tx, firm, import, Step::Undo).await?;
    if store::imports::last_done_in(&tx, firm).await? != Some(import) {
        return Err(RunError::NotNow(
            "only the last import can be taken back: what came after may rest on it",
        ));
    }
    run.state = ImportState::Undoing;
    run.touched_at = now(app);
    store::imports::update(&tx, &run).await?;
    receipt.act = Act::ImportUndone;
    receipt.object = Some(import.into());
    let job = app.imports.begin(import, Stage::TakingBack);
    if let Err(error) = tx.commit().await {
        app.imports.end(import);
        return Err(error.into());
    }
    jobs::run(
        app,
        import,
        &job,
        work(app.clone(), run, receipt, job.clone()),
    );
    Ok(())
}

async fn work(app: App, run: Run, receipt: Draft, job: Job) {
    let (firm, import) = (run.firm, run.id);
    if let Err(error) = take_back(&app, &run, receipt, &job).await {
        keep::failed(&app, firm, import, ImportState::Undoing, &error).await;
    }
}

async fn take_back(app: &App, run: &Run, mut receipt: Draft, job: &Job) -> Result<(), RunError> {
    let tx = app.write_people(run.firm).await?;
    app.alone_with_slices(&tx, run.firm).await?;
    let found = keep::still(&tx, run.firm, run.id, ImportState::Undoing).await?;
    let Some(mut run) = found else {
        return Ok(());
    };
    let mut undoing = Undoing {
        tx: &tx,
        firm: run.firm,
        change: Change::now(&*app.clock, SOURCE),
        came: store::imports::came_since(&tx, run.firm, run.ended_at).await?,
        left: Vec::new(),
        removed: 0,
        put_back: 0,
        withdrawn: 0,
    };
    let mut all = All::default();
    for effect in store::imports::effects(&tx, run.id).await? {
        all.sort(serde_json::from_str(&effect)?);
    }
    let told = |done| {
        job.told(Progress {
            stage: Stage::TakingBack,
            done,
            total: 5,
        });
    };
    // Whatever rests on something goes before it.
    undoing
        .records(all.changed_records, all.made_records)
        .await?;
    told(1);
    undoing.interests(all.interests).await?;
    told(2);
    let fresh = || new_id(&*app.clock, &*app.entropy);
    undoing
        .contacts(all.changed_contacts, all.made_contacts, &fresh)
        .await?;
    told(3);
    undoing
        .subjects(all.changed_subjects, all.made_subjects)
        .await?;
    told(4);
    undoing
        .parties(all.changed_parties, all.made_parties)
        .await?;
    told(5);

    receipt.query = Some(format!(
        "removed={}&put_back={}&withdrawn={}&left={}",
        undoing.removed,
        undoing.put_back,
        undoing.withdrawn,
        undoing.left.len()
    ));
    let mut summary: ImportSummary = serde_json::from_str(&run.summary)?;
    summary.left = undoing.left.len() as u64;
    keep::put_lines(&tx, run.id, LineSort::Left, &undoing.left).await?;
    run.state = ImportState::Undone;
    run.touched_at = now(app);
    run.why = String::new();
    run.summary = serde_json::to_string(&summary)?;
    store::imports::update(&tx, &run).await?;
    Ok(app.commit(tx, receipt).await?)
}

/// An interest it made, and the one it took the place of.
type MadeInterest = (
    InterestId,
    InterestState,
    Option<(InterestId, InterestState)>,
);

/// What it wrote, by what it is.
#[derive(Default)]
struct All {
    made_parties: Vec<(ThirdPartyId, PartyState)>,
    changed_parties: Vec<(ThirdPartyId, PartyState, PartyState)>,
    made_subjects: Vec<(SubjectId, SubjectState)>,
    changed_subjects: Vec<(SubjectId, SubjectState, SubjectState)>,
    made_contacts: Vec<(ContactId, ContactState)>,
    changed_contacts: Vec<(ContactId, ContactState, ContactState)>,
    interests: Vec<MadeInterest>,
    made_records: Vec<RecordId>,
    changed_records: Vec<(RecordId, i32, RecordState)>,
}

impl All {
    fn sort(&mut self, effect: Effect) {
        match effect {
            Effect::PartyMade { id, after } => self.made_parties.push((id, after)),
            Effect::PartyChanged { id, before, after } => {
                self.changed_parties.push((id, before, after));
            }
            Effect::SubjectMade { id, after } => self.made_subjects.push((id, after)),
            Effect::SubjectChanged { id, before, after } => {
                self.changed_subjects.push((id, before, after));
            }
            Effect::ContactMade { id, after } => self.made_contacts.push((id, after)),
            Effect::ContactChanged { id, before, after } => {
                self.changed_contacts.push((id, before, after));
            }
            Effect::InterestMade { id, after, before } => self.interests.push((id, after, before)),
            Effect::RecordMade { id } => self.made_records.push(id),
            Effect::RecordChanged {
                id,
                version,
                before,
            } => self.changed_records.push((id, version, before)),
        }
    }
}

struct Undoing<'a> {
    tx: &'a Tx,
    firm: FirmId,
    change: Change,
    /// Third parties whose people have looked at anything since.
    came: BTreeSet<ThirdPartyId>,
    left: Vec<ImportLine>,
    removed: usize,
    put_back: usize,
    withdrawn: usize,
}

impl Undoing<'_> {
    fn leave(&mut self, file: &str, reference: &str, why: &str) {
        self.left.push(ImportLine {
            file: file.to_owned(),
            line: None,
            column: None,
            reference: reference.to_owned(),
            why: why.to_owned(),
            values: Vec::new(),
        });
    }

    fn leave_record(&mut self, record: &Record, why: &str) {
        let (kind, reference) = record
            .external
            .reference
            .split_once(':')
            .unwrap_or(("", &record.external.reference));
        let file = Sheet::of_kind(kind).map_or("", Sheet::file);
        let reference = reference.to_owned();
        self.leave(file, &reference, why);
    }

    async fn records(
        &mut self,
        changed: Vec<(RecordId, i32, RecordState)>,
        made: Vec<RecordId>,
    ) -> Result<(), ImportError> {
        let ids: Vec<_> = changed.iter().map(|(id, _, _)| *id).collect();
        let heads = store::imports::heads(self.tx, self.firm, &ids).await?;
        for (id, version, before) in changed {
            let Some(record) = records::find(self.tx, self.firm, id).await? else {
                continue;
            };
            if heads.get(&id).map(|(_, version)| *version) == Some(version) {
                records::update(self.tx, &before.put(record), &self.change).await?;
                self.put_back += 1;
            } else {
                self.leave_record(&record, BY_HAND);
            }
        }

        let heads = store::imports::heads(self.tx, self.firm, &made).await?;
        let seqs: Vec<i64> = heads.values().map(|(seq, _)| *seq).collect();
        let seen = store::imports::within_reach(self.tx, &seqs, &self.came).await?;
        let mut free = Vec::new();
        for id in made {
            let Some((seq, version)) = heads.get(&id) else {
                continue;
            };
            let what = fate(*version != 1, seen.contains(seq));
            if what == Fate::Remove {
                free.push(*seq);
                continue;
            }
            let Some(mut record) = records::find(self.tx, self.firm, id).await? else {
                continue;
            };
            if what == Fate::Leave {
                self.leave_record(&record, BY_HAND);
            } else {
                record.standing = Standing::Internal;
                records::update(self.tx, &record, &self.change).await?;
                self.withdrawn += 1;
            }
        }
        removal::records(self.tx, &free).await?;
        self.removed += free.len();
        Ok(())
    }

    async fn interests(&mut self, made: Vec<MadeInterest>) -> Result<(), ImportError> {
        let known = people::interests(self.tx, self.firm).await?;
        let known: BTreeMap<_, _> = known
            .into_iter()
            .map(|(interest, external)| (interest.id, external))
            .collect();
        let (mut touched, mut free, mut opened) = (BTreeSet::new(), Vec::new(), Vec::new());
        for (id, after, before) in made {
            let external = known.get(&id);
            match fate(external.is_none(), self.came.contains(&after.third_party)) {
                Fate::Leave => {
                    self.leave(Sheet::Interests.file(), "", ENDED);
                    continue;
                }
                Fate::Withdraw => {
                    people::close_interest(self.tx, self.firm, id, &self.change).await?;
                    self.withdrawn += 1;
                }
                Fate::Remove => free.push(id),
            }
            touched.insert(after.subject);
            if let (Some((old, before)), Some(external)) = (before, external) {
                touched.insert(before.subject);
                opened.push((before.put(old), external.clone()));
            }
        }
        removal::interests(self.tx, self.firm, &free).await?;
        self.removed += free.len() - opened.len().min(free.len());
        self.put_back += opened.len();
        people::insert_interests(self.tx, self.firm, &opened, &self.change).await?;
        let touched: Vec<_> = touched.into_iter().collect();
        Ok(index::refresh_below(self.tx, &touched).await?)
    }

    async fn contacts(
        &mut self,
        changed: Vec<(ContactId, ContactState, ContactState)>,
        made: Vec<(ContactId, ContactState)>,
        fresh: &(dyn Fn() -> IdentityId + Sync),
    ) -> Result<(), ImportError> {
        let known = people::contacts(self.tx, self.firm).await?;
        let known: BTreeMap<_, _> = known.into_iter().map(|one| (one.id, one)).collect();
        let file = Sheet::Contacts.file();
        for (id, before, after) in changed {
            match known.get(&id) {
                Some(now) if ContactState::of(now) == after => {
                    let contact = before.put(now.clone());
                    let identity =
                        people::identity_of(self.tx, &contact.email, fresh(), &self.change).await?;
                    people::update_contact(self.tx, &contact, identity, &self.change).await?;
                    self.put_back += 1;
                }
                Some(_) => self.leave(file, &after.name, BY_HAND),
                None => self.leave(file, &after.name, ENDED),
            }
        }
        let mut free = Vec::new();
        for (id, after) in made {
            let Some(now) = known.get(&id) else {
                self.leave(file, &after.name, ENDED);
                continue;
            };
            let seen = self.came.contains(&now.third_party);
            match fate(ContactState::of(now) != after, seen) {
                Fate::Leave => self.leave(file, &after.name, BY_HAND),
                Fate::Withdraw => {
                    people::close_role(self.tx, id, &self.change).await?;
                    self.withdrawn += 1;
                }
                Fate::Remove => free.push(id),
            }
        }
        removal::contacts(self.tx, self.firm, &free).await?;
        self.removed += free.len();
        Ok(())
    }

    async fn subjects(
        &mut self,
        changed: Vec<(SubjectId, SubjectState, SubjectState)>,
        made: Vec<(SubjectId, SubjectState)>,
    ) -> Result<(), ImportError> {
        let known = subjects::all(self.tx, self.firm).await?;
        let known: BTreeMap<_, _> = known.into_iter().map(|(one, _)| (one.id, one)).collect();
        let file = Sheet::Subjects.file();
        for (id, before, after) in changed {
            match known.get(&id) {
                Some(now) if SubjectState::of(now) == after => {
                    let subject = before.put(id);
                    subjects::update(self.tx, &subject).await?;
                    if subject.parent != now.parent {
                        subjects::move_to(self.tx, id, subject.parent).await?;
                    }
                    self.put_back += 1;
                }
                _ => self.leave(file, &after.name, BY_HAND),
            }
        }
        let mut names = BTreeMap::new();
        for (id, after) in made {
            match known.get(&id) {
                Some(now) if SubjectState::of(now) == after => {
                    names.insert(id, after.name);
                }
                _ => self.leave(file, &after.name, BY_HAND),
            }
        }
        let free: Vec<_> = names.keys().copied().collect();
        let kept = removal::subjects(self.tx, self.firm, &free).await?;
        self.removed += free.len() - kept.len();
        for id in kept {
            let name = names.remove(&id).unwrap_or_default();
            self.leave(file, &name, IN_USE);
        }
        Ok(())
    }

    async fn parties(
        &mut self,
        changed: Vec<(ThirdPartyId, PartyState, PartyState)>,
        made: Vec<(ThirdPartyId, PartyState)>,
    ) -> Result<(), ImportError> {
        let known = people::third_parties(self.tx, self.firm).await?;
        let known: BTreeMap<_, _> = known.into_iter().map(|one| (one.id, one)).collect();
        let file = Sheet::ThirdParties.file();
        for (id, before, after) in changed {
            match known.get(&id) {
                Some(now) if PartyState::of(now) == after => {
                    people::update_third_party(self.tx, &before.put(now.clone())).await?;
                    self.put_back += 1;
                }
                _ => self.leave(file, &after.name, BY_HAND),
            }
        }
        let mut names = BTreeMap::new();
        for (id, after) in made {
            match known.get(&id) {
                Some(now) if PartyState::of(now) == after => {
                    names.insert(id, after.name);
                }
                _ => self.leave(file, &after.name, BY_HAND),
            }
        }
        let free: Vec<_> = names.keys().copied().collect();
        let kept = removal::third_parties(self.tx, self.firm, &free).await?;
        self.removed += free.len() - kept.len();
        for id in kept {
            let name = names.remove(&id).unwrap_or_default();
            self.leave(file, &name, IN_USE);
        }
        Ok(())
    }
}
