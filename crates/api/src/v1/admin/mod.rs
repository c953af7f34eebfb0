//! What staff do: their firm's third parties and people.

mod contacts;
mod session;
mod third_parties;
mod types;

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

    routes.route(types::__path_list_types, types::list_types);
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
}
