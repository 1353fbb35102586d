package io.vizsla.standalone.langchain4j;

import io.vizsla.client.Document;
import io.vizsla.client.VizslaClient;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** The instance under test, as users reach it. */
final class Instance {

    static final String MODEL = "bge-small-en-v1.5";

    private Instance() {}

    static String url() {
        return "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    static VizslaClient client() {
        return VizslaClient.of(url());
    }

    /** Makes a collection with fields of every kind, empty. */
    static void collection(VizslaClient client, String name) {
        client.putCollection(
                name,
                Map.of("fields", Map.of("kind", "keyword", "year", "integer", "weight", "number", "breed", "keyword")));
    }

    /** Fills a collection with five animals. */
    static void animals(VizslaClient client, String collection) {
        client.putAll(
                collection,
                List.of(
                        animal("vizsla", "Vizsla", "The Vizsla is a pointing dog from Hungary.", "dog", 1825, 25.5),
                        animal("poodle", "Poodle", "The poodle fetches ducks out of the water.", "dog", 1874, 27.0),
                        animal("owl", "Barn owl", "The barn owl hunts by ear.", "bird", 1769, 0.5),
                        animal("cat", "House cat", "A cat sleeps most of the day.", "cat", 1758, 4.5),
                        new Document("stone", null, "A stone neither hunts nor sleeps.", Map.of())));
    }

    private static Document animal(String id, String title, String text, String kind, int year, double weight) {
        return new Document(id, title, text, Map.of("kind", kind, "year", year, "weight", weight));
    }
}
