package io.vizsla.query.answer;

import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.text.CleanText;
import io.vizsla.query.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A passage that an answer may rest on, with its number. */
@Schema(name = "AnswerPassage")
public record Passage(
        @Schema(description = "By which the answer cites it; counts from 1.")
        int number,

        String documentId,
        @Schema(examples = "handbook/install.md#0") String chunkId,

        @Schema(description = "Probability of relevance, 0..1.")
        double score,

        String title,
        List<String> headings,
        String text,
        Map<String, @Nullable Object> metadata,

        @Schema(
                description = "Whether it holds what looks like orders to a language model. They are marked in the "
                        + "prompt as not to be followed.")
        boolean suspicious) {

    static List<Passage> of(Iterable<Hit> hits) {
        List<Passage> passages = new ArrayList<>();
        for (Hit hit : hits) {
            Chunk chunk = hit.chunk();
            if (chunk == null) {
                throw new IllegalStateException("hit without content: " + hit.id());
            }
            passages.add(new Passage(
                    passages.size() + 1,
                    hit.id().document().id(),
                    hit.id().toString(),
                    hit.score(),
                    CleanText.wellFormed(chunk.title()),
                    chunk.headings().stream().map(CleanText::wellFormed).toList(),
                    CleanText.wellFormed(chunk.text()),
                    JsonValues.finite(chunk.metadata()),
                    Orders.in(chunk.passage())));
        }
        return List.copyOf(passages);
    }

    /** Returns title, headings and text, as the model reads them. */
    String shown() {
        StringBuilder shown = new StringBuilder();
        if (!title.isBlank()) {
            shown.append(title).append('\n');
        }
        if (!headings.isEmpty()) {
            shown.append(String.join(" > ", headings)).append('\n');
        }
        return shown.append(text).toString();
    }
}
