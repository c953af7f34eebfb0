//! What staff do: their firm's third parties and people and what these have an interest in, its staff, and what it shows
//! of itself.

mod canary;
mod contacts;
mod duties;
mod files;
mod firm;
mod imports;
mod interests;
mod preview;
mod profiles;
mod receipts;
mod records;
mod session;
mod setup;
mod staff;
mod subjects;
mod third_parties;
mod types;
mod uploads;

use crate::http::route::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    use contacts::{
        add as add_contact, devices, edit as edit_contact, end, get as get_contact, invite, preview,
    };
    use third_parties::{add, edit, get, list};

    routes.route(
        session::__path_get_staff_session,
        session::get_staff_session,
    );

    routes.route(setup::state::__path_get_setup, setup::state::get_setup);
    routes.route(setup::begin::__path_set_up, setup::begin::set_up);
    routes.route(setup::start::__path_get_start, setup::start::get_start);

    routes.route(types::__path_list_types, types::list_types);
    routes.route(list::__path_list_third_parties, list::list_third_parties);
    routes.route(add::__path_add_third_party, add::add_third_party);
    routes.route(get::__path_get_third_party, get::get_third_party);
    routes.route(edit::__path_edit_third_party, edit::edit_third_party);

    archive_routes(routes);

    routes.route(add_contact::__path_add_contact, add_contact::add_contact);
    routes.route(get_contact::__path_get_contact, get_contact::get_contact);
    routes.route(
        edit_contact::__path_edit_contact,
        edit_contact::edit_contact,
    );
    routes.route(end::__path_end_contact, end::end_contact);
    routes.route(
        devices::end::__path_end_contact_device,
        devices::end::end_contact_device,
    );
    routes.route(
        devices::end_all::__path_end_contact_devices,
        devices::end_all::end_contact_devices,
    );
    routes.route(
        preview::__path_preview_invitation,
        preview::preview_invitation,
    );
    routes.route(invite::__path_invite_contact, invite::invite_contact);

    routes.route(staff::list::__path_list_staff, staff::list::list_staff);
    routes.route(staff::add::__path_add_staff, staff::add::add_staff);
    routes.route(staff::edit::__path_edit_staff, staff::edit::edit_staff);
    routes.route(staff::end::__path_end_staff, staff::end::end_staff);

    routes.route(firm::get::__path_get_firm, firm::get::get_firm);
    routes.route(firm::edit::__path_edit_firm, firm::edit::edit_firm);
    routes.route(firm::logo::__path_set_logo, firm::logo::set_logo);
    routes.route(firm::no_logo::__path_clear_logo, firm::no_logo::clear_logo);
    routes.route(firm::domain::__path_edit_domain, firm::domain::edit_domain);

    switch_routes(routes);
    subject_routes(routes);
    receipt_routes(routes);
    record_routes(routes);
    profile_routes(routes);
    import_routes(routes);
}

/// What looking as a contact needs besides the portal's own reads.
pub(super) fn preview_routes(routes: &mut Routes) {
    use preview::session;

    routes.route(session::__path_get_session, session::get_session);
}

fn archive_routes(routes: &mut Routes) {
    use third_parties::{archive, foresee_merge, merge, restore};

    routes.route(
        archive::__path_archive_third_party,
        archive::archive_third_party,
    );
    routes.route(
        restore::__path_restore_third_party,
        restore::restore_third_party,
    );
    routes.route(
        foresee_merge::__path_foresee_merge,
        foresee_merge::foresee_merge,
    );
    routes.route(merge::__path_merge_third_party, merge::merge_third_party);
}

fn switch_routes(routes: &mut Routes) {
    use firm::{effect as of_firm, modules as firm_modules, switch};
    use third_parties::{effect, modules};

    routes.route(
        firm_modules::__path_get_firm_modules,
        firm_modules::get_firm_modules,
    );
    routes.route(switch::__path_switch_firm, switch::switch_firm);
    routes.route(of_firm::__path_foresee_firm, of_firm::foresee_firm);
    routes.route(
        modules::__path_switch_third_party,
        modules::switch_third_party,
    );
    routes.route(
        effect::__path_foresee_third_party,
        effect::foresee_third_party,
    );
}

fn subject_routes(routes: &mut Routes) {
    use interests::{edit as edit_interest, withdraw, withdraw_effect};
    use subjects::{
        add, begin_interest, edit, get, hand_over, hand_over_effect, list, place, place_effect,
        set_shares,
    };

    routes.route(list::__path_list_tree, list::list_tree);
    routes.route(add::__path_add_subject, add::add_subject);
    routes.route(get::__path_get_in_tree, get::get_in_tree);
    routes.route(edit::__path_edit_subject, edit::edit_subject);
    routes.route(
        begin_interest::__path_begin_interest,
        begin_interest::begin_interest,
    );
    routes.route(
        edit_interest::__path_edit_interest,
        edit_interest::edit_interest,
    );
    routes.route(set_shares::__path_set_shares, set_shares::set_shares);
    routes.route(hand_over::__path_move_subject, hand_over::move_subject);
    routes.route(
        hand_over_effect::__path_foresee_move,
        hand_over_effect::foresee_move,
    );
    routes.route(place::__path_place_subject, place::place_subject);
    routes.route(
        place_effect::__path_foresee_place,
        place_effect::foresee_place,
    );
    routes.route(
        withdraw::__path_withdraw_interest,
        withdraw::withdraw_interest,
    );
    routes.route(
        withdraw_effect::__path_foresee_withdrawal,
        withdraw_effect::foresee_withdrawal,
    );
}

fn receipt_routes(routes: &mut Routes) {
    routes.route(
        records::why::__path_explain_record,
        records::why::explain_record,
    );
    routes.route(
        contacts::slice::__path_list_slice,
        contacts::slice::list_slice,
    );

    routes.route(canary::get::__path_get_canary, canary::get::get_canary);
    routes.route(duties::list::__path_list_duties, duties::list::list_duties);
    routes.route(
        receipts::list::__path_list_firm_receipts,
        receipts::list::list_firm_receipts,
    );
    routes.route(
        receipts::chain::__path_get_receipt_chain,
        receipts::chain::get_receipt_chain,
    );
    routes.route(
        receipts::export::__path_export_receipts,
        receipts::export::export_receipts,
    );
}

fn record_routes(routes: &mut Routes) {
    use files::{get as get_file, thumbnail};
    use records::{add, attach, close, edit, get, list, publish};
    use uploads::{append, begin, progress};

    routes.route(list::__path_list_firm_records, list::list_firm_records);
    routes.route(get::__path_get_firm_record, get::get_firm_record);
    routes.route(add::__path_add_record, add::add_record);
    routes.route(edit::__path_edit_record, edit::edit_record);
    routes.route(publish::__path_publish_records, publish::publish_records);
    routes.route(close::__path_close_job, close::close_job);
    routes.route(attach::__path_attach_file, attach::attach_file);

    routes.route(get_file::__path_get_firm_file, get_file::get_firm_file);
    routes.route(
        thumbnail::__path_get_firm_thumbnail,
        thumbnail::get_firm_thumbnail,
    );

    routes.route(begin::__path_begin_upload, begin::begin_upload);
    routes.route(progress::__path_upload_progress, progress::upload_progress);
    routes.route(append::__path_append_upload, append::append_upload);
}

fn profile_routes(routes: &mut Routes) {
    use contacts::effect as on_contact;
    use profiles::{add, draft, edit, effect, get, list};

    routes.route(list::__path_list_profiles, list::list_profiles);
    routes.route(add::__path_add_profile, add::add_profile);
    routes.route(draft::__path_draft_profile, draft::draft_profile);
    routes.route(get::__path_get_profile, get::get_profile);
    routes.route(effect::__path_foresee_profile, effect::foresee_profile);
    routes.route(edit::__path_edit_profile, edit::edit_profile);
    routes.route(
        on_contact::__path_foresee_contact,
        on_contact::foresee_contact,
    );
}

fn import_routes(routes: &mut Routes) {
    use imports::{add_files, begin, cancel, check, commit, get, lines, list, undo};

    routes.route(list::__path_list_imports, list::list_imports);
    routes.route(begin::__path_begin_import, begin::begin_import);
    routes.route(get::__path_get_import, get::get_import);
    routes.route(
        add_files::__path_add_import_files,
        add_files::add_import_files,
    );
    routes.route(check::__path_check_import, check::check_import);
    routes.route(lines::__path_list_import_lines, lines::list_import_lines);
    routes.route(commit::__path_commit_import, commit::commit_import);
    routes.route(cancel::__path_cancel_import, cancel::cancel_import);
    routes.route(undo::__path_undo_import, undo::undo_import);
}
