package io.vizsla.langchain4j;

import io.vizsla.api.document.FieldType;
import java.util.Map;

/** With the field declared by which the contract removes. */
class MilvusDeclaredRemovalIT extends MilvusRemovalIT {

    @Override
    Map<String, FieldType> fields() {
        return Map.of("type", FieldType.KEYWORD);
    }
}
