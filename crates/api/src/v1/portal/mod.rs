//! The portal: one contact's slice, read under the hat she names.

mod colleagues;
mod dashboard;
mod files;
mod receipts;
mod records;
mod search;
mod subjects;

use crate::http::route::Routes;

pub(super) fn routes(routes: &mut Routes) {
    routes.route(
        dashboard::get::__path_get_dashboard,
        dashboard::get::get_dashboard,
    );

    routes.route(
        subjects::list::__path_list_subjects,
        subjects::list::list_subjects,
    );
    routes.route(
        subjects::get::__path_get_subject,
        subjects::get::get_subject,
    );

    routes.route(
        records::list::__path_list_records,
        records::list::list_records,
    );
    routes.route(records::get::__path_get_record, records::get::get_record);

    routes.route(files::get::__path_get_file, files::get::get_file);
    routes.route(
        files::thumbnail::__path_get_thumbnail,
        files::thumbnail::get_thumbnail,
    );

    routes.route(search::find::__path_search, search::find::search);
    routes.route(
        receipts::list::__path_list_receipts,
        receipts::list::list_receipts,
    );
    routes.route(
        receipts::offline::__path_tell_offline,
        receipts::offline::tell_offline,
    );

    colleague_routes(routes);
}

fn colleague_routes(routes: &mut Routes) {
    use colleagues::{add, edit, end, list};

    routes.route(list::__path_list_colleagues, list::list_colleagues);
    routes.route(add::__path_add_colleague, add::add_colleague);
    routes.route(edit::__path_edit_colleague, edit::edit_colleague);
    routes.route(end::__path_end_colleague, end::end_colleague);
}
