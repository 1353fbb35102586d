package io.vizsla.index.lucene;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.NumericUtils;

/** Reads the indexed values of filter fields back, to compare them with the metadata that they came from. */
final class FilterFieldReader {

    private final Map<String, SortedSetDocValues> terms = new HashMap<>();
    private final Map<String, SortedNumericDocValues> numbers = new HashMap<>();

    FilterFieldReader(LeafReader reader, FieldSchema schema) throws IOException {
        for (Map.Entry<String, FieldType> field : schema.fields().entrySet()) {
            String name = Fields.filter(field.getKey());
            switch (field.getValue()) {
                case KEYWORD, BOOLEAN, TENANT -> terms.put(field.getKey(), DocValues.getSortedSet(reader, name));
                case INTEGER, DATE, NUMBER -> numbers.put(field.getKey(), DocValues.getSortedNumeric(reader, name));
            }
        }
    }

    /** Returns a document's values in stored form; documents must be asked for in ascending order. */
    Set<Object> values(String field, FieldType type, int doc) throws IOException {
        Set<Object> values = new HashSet<>();
        SortedSetDocValues words = terms.get(field);
        if (words != null && words.advanceExact(doc)) {
            for (int i = 0; i < words.docValueCount(); i++) {
                values.add(FilterFields.value(type, words.lookupOrd(words.nextOrd())));
            }
        }
        SortedNumericDocValues longs = numbers.get(field);
        if (longs != null && longs.advanceExact(doc)) {
            for (int i = 0; i < longs.docValueCount(); i++) {
                long value = longs.nextValue();
                values.add(
                        type == FieldType.NUMBER ? (Object) NumericUtils.sortableLongToDouble(value) : (Object) value);
            }
        }
        return values;
    }
}
