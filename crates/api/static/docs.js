// The browsable description. Requests made from here carry this browser's own session.
SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#docs", deepLinking: true, withCredentials: true, validatorUrl: null });
