//! The operations of the API's first version: one file each, the function named after the operation.

mod admin;
mod devices;
mod events;
mod passkeys;
mod portal;
mod session;
mod sign_in;
mod words;

use crate::http::route::Routes;

/// Every operation there is. What is not on this list is not served, and what is, is documented.
pub(crate) fn routes(routes: &mut Routes) {
    use devices::{end, list};
    use passkeys::{begin, finish, remove};
    use session::{get, refresh, sign_out};
    use sign_in::{ask, passkey_begin, passkey_finish, peek, redeem, renew};

    routes.route(ask::__path_request_sign_in, ask::request_sign_in);
    routes.route(renew::__path_renew_sign_in, renew::renew_sign_in);
    routes.route(peek::__path_peek_sign_in, peek::peek_sign_in);
    routes.route(redeem::__path_redeem_sign_in, redeem::redeem_sign_in);

    routes.route(
        passkey_begin::__path_begin_passkey_sign_in,
        passkey_begin::begin_passkey_sign_in,
    );
    routes.route(
        passkey_finish::__path_sign_in_by_passkey,
        passkey_finish::sign_in_by_passkey,
    );

    routes.route(get::__path_get_session, get::get_session);
    routes.route(sign_out::__path_end_session, sign_out::end_session);
    routes.route(refresh::__path_refresh_session, refresh::refresh_session);

    routes.route(list::__path_list_devices, list::list_devices);
    routes.route(end::__path_end_device, end::end_device);

    routes.route(
        passkeys::list::__path_list_passkeys,
        passkeys::list::list_passkeys,
    );
    routes.route(begin::__path_begin_passkey, begin::begin_passkey);
    routes.route(finish::__path_add_passkey, finish::add_passkey);
    routes.route(remove::__path_remove_passkey, remove::remove_passkey);

    routes.route(
        events::stream::__path_stream_events,
        events::stream::stream_events,
    );

    portal::routes(routes);
    admin::routes(routes);
    routes.preview(|routes| {
        portal::routes(routes);
        admin::preview_routes(routes);
    });
}
