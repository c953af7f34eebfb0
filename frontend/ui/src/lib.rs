//! What both browser apps share: the typed client, the session, the words and the components.
