//! The list of one's own receipts: newest first, page by page, and nobody else's.

use super::world::{BOTH, World, draft};
use chrono::TimeDelta;
use contract::id::{ContactId, DeviceId, FirmId, IdentityId, StaffId, ThirdPartyId};
use contract::kind::Grade;
use domain::policy::{Attested, Viewer, scope_all};
use domain::profile::{Library, resolve};
use domain::receipt::{Actor, Chain, Cursor};
use domain::slice::Scope;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::scoped::receipts::list;

#[allow(clippy::disallowed_methods, reason = "the test plays the session")]
fn scope(firm: u8, contact: u8) -> Scope {
    let library = Library::built_in();
    let profile = resolve(library.text("letting-agent").unwrap(), &library).unwrap();
    scope_all(&Viewer::attest(Attested {
        identity: IdentityId::from_bytes([1; 16]),
        device: DeviceId::from_bytes([4; 16]),
        contact: ContactId::from_bytes([contact; 16]),
        contact_name: "Jo".to_owned(),
        third_party: ThirdPartyId::from_bytes([5; 16]),
        firm: FirmId::from_bytes([firm; 16]),
        profile: Arc::new(profile),
        role: "principal".to_owned(),
        firm_off: BTreeSet::new(),
        third_party_off: BTreeSet::new(),
        off: BTreeSet::new(),
        cannot: BTreeSet::new(),
        sites: None,
        today: chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
    }))
}

#[tokio::test]
async fn own_receipts_come_newest_first_and_page_by_page_and_nobody_elses_are_among_them() {
    for engine in BOTH {
        let world = World::new(engine).await;
        let writer = world.writer(&world.db, 1);
        let mut expected = Vec::new();
        for n in 0..7 {
            // Some at the very same instant.
            if n % 3 == 0 {
                world.clock.advance(TimeDelta::seconds(1));
            }
            expected.push(writer.write(draft(n)).await.unwrap());
            let mut colleague = draft(n);
            colleague.hat = Some(ContactId::from_bytes([3; 16]));
            writer.write(colleague).await.unwrap();
            // A preview by staff names the hat that was previewed, and is not the contact's act.
            let mut preview = draft(n);
            preview.actor = Actor::Staff(StaffId::from_bytes([8; 16]));
            preview.grade = Grade::Preview;
            writer.write(preview).await.unwrap();
            let mut elsewhere = draft(n);
            elsewhere.chain = Chain::firm(FirmId::from_bytes([10; 16]));
            writer.write(elsewhere).await.unwrap();
        }
        writer.close().await;

        let mine = scope(9, 2);
        let (mut seen, mut instants, mut cursor) = (Vec::new(), Vec::new(), None);
        loop {
            let (page, next) = list(&world.db, &mine, cursor, 3).await.unwrap();
            seen.extend(page.iter().map(|row| (row.id, row.hash.clone())));
            instants.extend(page.iter().map(|row| row.at.clone()));
            assert!(page.iter().all(|row| row.sha256 == draft(0).sha256));
            let Some(next) = next else { break };
            assert_eq!(page.len(), 3);
            cursor = Some(Cursor::decode(&next).unwrap());
        }
        let set = |rows: &[_]| rows.iter().cloned().collect::<BTreeSet<_>>();
        let expected: Vec<_> = expected.into_iter().map(|r| (r.id, r.hash)).collect();
        assert_eq!(seen.len(), 7, "{engine:?}");
        assert_eq!(set(&seen), set(&expected), "{engine:?}");
        assert!(instants.is_sorted_by(|a, b| a >= b), "{instants:?}");
        for (firm, contact) in [(9, 7), (11, 2)] {
            let (none, next) = list(&world.db, &scope(firm, contact), None, 3)
                .await
                .unwrap();
            assert!(none.is_empty() && next.is_none());
        }
    }
}
