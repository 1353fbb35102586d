package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.Rest.Answer;
import io.vizsla.standalone.rest.Rest.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents and files in, one by one and many at once, and what became of them. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class DocumentEndpointsIT extends Searching {

    @Test
    void documentWithSlashesInItsIdGoesAllTheWay() {
        collection("ids");
        String id = "a folder/with + and // and ü/file.txt";

        Answer put = put("ids", id, "The Vizsla points at birds");
        Answer got = rest.get(path("ids", id));
        JsonNode found = search("ids", "{\"query\":\"points at birds\"}").at("/hits/0");
        Answer deleted = rest.delete(path("ids", id) + WAIT);

        assertThat(put.json().at("/id").asText()).isEqualTo(id);
        assertThat(got.json().at("/chunks/0/text").asText()).isEqualTo("The Vizsla points at birds");
        assertThat(found.at("/documentId").asText()).isEqualTo(id);
        assertThat(deleted.json().at("/state").asText()).isEqualTo("deleted");
        problem(rest.get(path("ids", id)), 404, "unknown_document", "id");
    }

    @Test
    void answersAcceptedWithoutWait() {
        collection("nowait");

        Answer answer = rest.put(path("nowait", "d"), "{\"text\":\"soon\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/offset").isIntegralNumber()).isTrue();
    }

    @Test
    void bulkTakesGoodLinesAndTheLastOfEqualIds() {
        collection("bulk");
        String lines =
                "{\"id\":\"a\",\"text\":\"first version\"}\nbroken\n{\"_id\":\"b\",\"title\":\"B\",\"text\":\"other\"}\n"
                        + "{\"id\":\"a\",\"text\":\"second version\"}\n";

        Answer answer = rest.lines("/v1/collections/bulk/documents" + WAIT, lines.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/accepted").asInt()).isEqualTo(3);
        assertThat(answer.json().at("/rejected/0/line").asInt()).isEqualTo(2);
        assertThat(answer.json().at("/rejected/0/code").asText()).isEqualTo("invalid_json");
        assertThat(answer.json().at("/failed")).isEmpty();
        assertThat(rest.get(path("bulk", "a")).json().at("/chunks/0/text").asText())
                .isEqualTo("second version");
    }

    @Test
    void listsDocumentsByPageAndState() {
        collection("pages");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            put("pages", "d" + i, "text " + i);
        }

        String after = "";
        do {
            JsonNode page = rest.get("/v1/collections/pages/documents?state=indexed&limit=2" + after)
                    .json();
            ids.addAll(page.at("/documents").findValuesAsText("id"));
            after = page.at("/next").isNull()
                    ? ""
                    : "&after=" + Rest.encoded(page.at("/next").asText());
        } while (!after.isEmpty());

        assertThat(ids).containsExactly("d0", "d1", "d2", "d3", "d4");
        assertThat(rest.get("/v1/collections/pages/documents?state=failed")
                        .json()
                        .at("/documents"))
                .isEmpty();
    }

    @Test
    void takesFilesTellsOfFailuresAndReplaysThem() {
        collection("files");
        Part markdown = Rest.file(
                "guide.md",
                "application/octet-stream",
                "# Guide\n\nHow to walk a dog.\n".getBytes(StandardCharsets.UTF_8));
        Part html = Rest.file(
                "page.html",
                "text/html",
                "<html><body><p>Feeding dogs</p></body></html>".getBytes(StandardCharsets.UTF_8));
        Part broken = Rest.file("broken.pdf", "application/pdf", "%PDF-1.4 cut".getBytes(StandardCharsets.UTF_8));
        Part large = Rest.file("large.txt", "text/plain", new byte[13 << 20]);
        Part metadata =
                new Part("metadata", null, "application/json", "{\"team\":\"docs\"}".getBytes(StandardCharsets.UTF_8));

        Answer answer = rest.files("/v1/collections/files/files" + WAIT, markdown, broken, large, html, metadata);
        JsonNode failed =
                rest.get("/v1/collections/files/documents?state=failed").json();
        Answer replayed = rest.post("/v1/collections/files/dead-letters/replay", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/accepted").findValuesAsText("id"))
                .containsExactly("guide.md", "broken.pdf", "page.html");
        assertThat(answer.json().at("/rejected/0/file").asText()).isEqualTo("large.txt");
        assertThat(answer.json().at("/rejected/0/code").asText()).isEqualTo("too_large");
        assertThat(answer.json().at("/failed").findValuesAsText("id")).containsExactly("broken.pdf");
        assertThat(failed.at("/documents/0/failure/code").asText()).isEqualTo("unreadable_document");
        assertThat(replayed.json().at("/replayed").asInt()).isEqualTo(1);
        assertThat(rest.get(path("files", "guide.md"))
                        .json()
                        .at("/metadata/team")
                        .asText())
                .isEqualTo("docs");
        assertThat(search("files", "{\"query\":\"walk a dog\"}")
                        .at("/hits/0/documentId")
                        .asText())
                .isEqualTo("guide.md");
    }
}
