package io.vizsla.retrieval.example;

import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.DocumentQuery;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Signal;

/**
 * A judged query that may become an example.
 *
 * @param place by nearness to the query that examples are wanted for, from 1
 * @param answer what answers it
 * @param grade of the answer
 * @param cosine with the query that examples are wanted for
 * @param vector of its own, unit length
 */
record Candidate(int place, String query, DocumentQuery answer, int grade, double cosine, float[] vector) {

    /** Reads a candidate out of the index of examples. */
    static Candidate of(int place, Hit hit, float[] vector, Chunk content) {
        ChunkId answer = ChunkId.parse(String.valueOf(content.metadata().get(ExampleWriter.ANSWER)));
        boolean any = Boolean.TRUE.equals(content.metadata().get(ExampleWriter.ANY_CHUNK));
        return new Candidate(
                place,
                content.text(),
                new DocumentQuery(answer.document(), any ? null : answer.ordinal(), vector),
                content.metadata().get(ExampleWriter.GRADE) instanceof Number grade ? grade.intValue() : 1,
                hit.signals().get(Signal.DENSE).orElse(hit.score()),
                vector);
    }

    /**
     * Returns why it is taken.
     *
     * @param isVaried whether likeness to others that were taken before it would have cost it something
     */
    String reason(boolean isVaried) {
        if (place == 1) {
            return "the nearest judged query";
        }
        return "judged query " + place + " by nearness" + (isVaried ? ", unlike the examples before it" : "");
    }
}
