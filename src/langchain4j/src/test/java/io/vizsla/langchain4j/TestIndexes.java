package io.vizsla.langchain4j;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.testkit.FakeEncoder;
import java.util.Map;

/** Where the contracts of stores get their indexes from. */
interface TestIndexes {

    /** Returns an index of these fields, empty, which stays ours. */
    PassageIndex empty(Map<String, FieldType> fields);

    /** Returns what to make an index of these fields for. */
    static IndexSpec spec(String name, Map<String, FieldType> fields) {
        return new IndexSpec(name, new Space("fake@1"), FakeEncoder.DIMENSION, 0, "en", FieldSchema.of(fields));
    }
}
