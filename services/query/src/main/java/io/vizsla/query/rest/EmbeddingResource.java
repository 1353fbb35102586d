package io.vizsla.query.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vizsla.api.access.Verb;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.port.ModelCatalog;
import io.vizsla.query.rest.dto.EmbeddingRequest;
import io.vizsla.query.rest.dto.EmbeddingResponse;
import io.vizsla.query.rest.dto.ModelList;
import io.vizsla.query.search.BoundedWork;
import io.vizsla.query.security.Access;
import io.vizsla.query.security.Tenancy;
import io.vizsla.retrieval.ExampleEncoding;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Embeddings and the list of models, in the shapes of OpenAI's API. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Models")
public class EmbeddingResource {

    private final ModelCatalog models;
    private final CollectionService collections;
    private final BoundedWork work;
    private final LimitsConfig limits;
    private final Access access;
    private final Tenancy tenancy;

    /** Serves by these parts. */
    public EmbeddingResource(
            ModelCatalog models,
            CollectionService collections,
            BoundedWork work,
            LimitsConfig limits,
            Access access,
            Tenancy tenancy) {
        this.models = models;
        this.collections = collections;
        this.work = work;
        this.limits = limits;
        this.access = access;
        this.tenancy = tenancy;
    }

    /** Embeds texts. */
    @POST
    @Path("/embeddings")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "embed",
            summary = "Embed texts (OpenAI's shape)",
            description = "Texts longer than the model reads are truncated. Vectors are of unit length, unless the "
                    + "model's manifest says `normalize: false`; those cut to `dimensions` are of unit length again.")
    public EmbeddingResponse embed(@Nullable EmbeddingRequest request) {
        EmbeddingRequest wanted = Bodies.require(request);
        boolean base64 = wanted.base64();
        String named = wanted.checkedCollection();
        access.require(Verb.READ, named);
        CollectionSpec collection = named == null ? null : collections.get(named);
        if (collection != null) {
            tenancy.require(collection);
        }
        String model = wanted.checkedModel(collection);
        Encoder encoder = (collection == null ? models.encoder(model) : models.encoder(collection))
                .as(wanted.purpose(collection));
        List<EncodingInput> inputs = wanted.inputs(collection, encoder.card(), limits);
        List<Demonstration> examples = wanted.examples(limits);
        Encoder cut = encoder.cutTo(wanted.checkedDimension(collection, encoder.card()));
        EncodedBatch batch = work.run(() -> ExampleEncoding.encode(cut, inputs, examples));
        ModelCard read = wanted.query() ? encoder.queryCard() : encoder.card();
        return EmbeddingResponse.of(read.name(), batch, base64);
    }

    /** Lists the models. */
    @GET
    @Path("/models")
    @Operation(operationId = "listModels", summary = "List the models (OpenAI's shape)")
    public ModelList list() {
        return ModelList.of(models.list());
    }
}
