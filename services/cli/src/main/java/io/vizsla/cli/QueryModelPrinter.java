package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Tells which model reads a collection's queries now, and which one did before. */
final class QueryModelPrinter {

    private QueryModelPrinter() {}

    static void print(Session session, JsonNode collection) {
        if (session.json()) {
            session.print(collection);
            return;
        }
        String name = collection.path("name").asText();
        String previous = collection.path("previousQueryModel").asText("");
        session.print("The queries of " + Printable.of(name) + " are read by " + Printable.of(reader(collection)) + "."
                + (previous.isEmpty()
                        ? ""
                        : " Before: " + Printable.of(previous) + "; ./vizsla models rollback " + Printable.of(name)
                                + " goes back."));
    }

    /** Returns the name of the model that reads queries. */
    static String reader(JsonNode collection) {
        return collection.path("queryModel").asText(collection.path("model").asText());
    }
}
