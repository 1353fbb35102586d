package io.vizsla.query.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Lets fields that are objects or null be null in the OpenAPI document: the generator writes {@code anyOf} with null, and now and
 * then the type of the object beside it, which takes null away again.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class NullableReferences implements OASFilter {

    private static final List<SchemaType> NULL = List.of(SchemaType.NULL);

    @Override
    public Schema filterSchema(Schema schema) {
        if (schema.getAnyOf() != null && schema.getAnyOf().stream().anyMatch(one -> NULL.equals(one.getType()))) {
            schema.setType(null);
        }
        return schema;
    }
}
