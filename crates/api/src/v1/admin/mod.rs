//! What staff do: their firm's third parties and people.

mod contacts;
mod records;
mod session;
mod third_parties;
mod uploads;

use crate::http::route::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    use contacts::{
        add as add_contact, edit as edit_contact, end, get as get_contact, invite, preview,
    };
    use third_parties::{add, edit, get, list};

    routes.route(
        session::__path_get_staff_session,
        session::get_staff_session,
    );

    routes.route(list::__path_list_third_parties, list::list_third_parties);
    routes.route(add::__path_add_third_party, add::add_third_party);
    routes.route(get::__path_get_third_party, get::get_third_party);
    routes.route(edit::__path_edit_third_party, edit::edit_third_party);

    routes.route(add_contact::__path_add_contact, add_contact::add_contact);
    routes.route(get_contact::__path_get_contact, get_contact::get_contact);
    routes.route(
        edit_contact::__path_edit_contact,
        edit_contact::edit_contact,
    );
    routes.route(end::__path_end_contact, end::end_contact);
    routes.route(
        preview::__path_preview_invitation,
        preview::preview_invitation,
    );
    routes.route(invite::__path_invite_contact, invite::invite_contact);
    record_routes(routes);
}

fn record_routes(routes: &mut Routes) {
    use records::{add, attach, close, edit, get, list, publish};
    use uploads::{append, begin, progress};

    routes.route(list::__path_list_firm_records, list::list_firm_records);
    routes.route(get::__path_get_firm_record, get::get_firm_record);
    routes.route(add::__path_add_record, add::add_record);
    routes.route(edit::__path_edit_record, edit::edit_record);
    routes.route(publish::__path_publish_records, publish::publish_records);
    routes.route(close::__path_close_job, close::close_job);
    routes.route(attach::__path_attach_file, attach::attach_file);

    routes.route(begin::__path_begin_upload, begin::begin_upload);
    routes.route(progress::__path_upload_progress, progress::upload_progress);
    routes.route(append::__path_append_upload, append::append_upload);
}
