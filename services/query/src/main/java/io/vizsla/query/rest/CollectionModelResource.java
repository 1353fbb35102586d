package io.vizsla.query.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vizsla.api.access.Verb;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.collection.CollectionChange;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.collection.ModelSwitch;
import io.vizsla.query.collection.RebuildService;
import io.vizsla.query.collection.SwitchStrategy;
import io.vizsla.query.rest.dto.CollectionDto;
import io.vizsla.query.rest.dto.ModelSwitchRequest;
import io.vizsla.query.rest.dto.ModelView;
import io.vizsla.query.rest.dto.RebuildDto;
import io.vizsla.query.search.ShadowTraffic;
import io.vizsla.query.security.Access;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The model that a collection uses: another one, and back. */
@Path("/v1/collections/{collection}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Collections")
public class CollectionModelResource {

    private final ModelSwitch models;
    private final CollectionViews collections;
    private final CollectionService registry;
    private final ShadowTraffic shadow;
    private final RebuildService rebuilds;
    private final Access access;

    /** Serves by these parts. */
    public CollectionModelResource(
            ModelSwitch models,
            CollectionViews collections,
            CollectionService registry,
            ShadowTraffic shadow,
            RebuildService rebuilds,
            Access access) {
        this.models = models;
        this.collections = collections;
        this.registry = registry;
        this.shadow = shadow;
        this.rebuilds = rebuilds;
        this.access = access;
    }

    /** Switches to a model. */
    @POST
    @Path("/model")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "useModel",
            summary = "Have another model read the queries",
            description =
                    "The documents stay as they are, and searches go on: the model is opened and has read queries "
                            + "before it serves. Its `querySide` must name the space of the documents. The collection's own "
                            + "model takes the queries back. With the strategy `reindex` the documents are indexed anew by "
                            + "the model, which reads both sides then.")
    @APIResponse(
            responseCode = "200",
            description = "Searches are read by the model from now on.",
            content = @Content(schema = @Schema(implementation = CollectionDto.class)))
    @APIResponse(
            responseCode = "202",
            description = "The documents are being indexed anew; `GET .../rebuild` tells how that gets on.",
            content = @Content(schema = @Schema(implementation = RebuildDto.class)))
    @APIResponse(responseCode = "404", description = "There is no such collection or model.")
    @APIResponse(
            responseCode = "409",
            description = "The model's queries lie in another space, or the strategy is not possible; see `field`.")
    public Response use(@PathParam("collection") String collection, @Nullable ModelSwitchRequest request) {
        ModelSwitchRequest wanted = Bodies.require(request);
        String model = wanted.checkedModel();
        SwitchStrategy strategy = wanted.checkedStrategy();
        if (strategy == SwitchStrategy.REINDEX
                && !model.equals(registry.get(collection).model())) {
            access.require(Verb.ADMIN, collection);
            return rebuilds.begin(collection, CollectionChange.ofModel(model))
                    .map(RebuildResource::accepted)
                    .orElseGet(() -> ok(registry.get(collection)));
        }
        return ok(models.use(collection, model, strategy));
    }

    private Response ok(CollectionSpec spec) {
        return Response.ok(collections.describe(spec)).build();
    }

    /** Tells which models read queries. */
    @GET
    @Path("/model")
    @Operation(
            operationId = "getModel",
            summary = "Which models read the queries, and how a challenger compares",
            description =
                    "`shadow` compares what both found on a share of the searches since the start of the instance.")
    public ModelView get(@PathParam("collection") String collection) {
        return view(registry.get(collection));
    }

    /** Has a model read along. */
    @POST
    @Path("/model/challenger")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "challengeModel",
            summary = "Have a model read along with a share of the searches",
            description =
                    "It answers nobody and nobody waits for it; `GET .../model` compares it with the one that serves.")
    @APIResponse(
            responseCode = "200",
            description = "It reads along from now on.",
            content = @Content(schema = @Schema(implementation = ModelView.class)))
    @APIResponse(responseCode = "409", description = "The model serves already, or its queries lie in another space.")
    public ModelView challenge(@PathParam("collection") String collection, @Nullable ModelSwitchRequest request) {
        ModelSwitchRequest wanted = Bodies.require(request);
        if (wanted.checkedStrategy() != SwitchStrategy.QUERY_ONLY) {
            throw VizslaException.invalid("strategy", wanted.strategy(), "query-only: a challenger changes nothing");
        }
        return view(models.challenge(collection, wanted.checkedModel()));
    }

    /** Ends that. */
    @DELETE
    @Path("/model/challenger")
    @Operation(operationId = "unchallengeModel", summary = "Have no model read along any more")
    public ModelView unchallenge(@PathParam("collection") String collection) {
        return view(models.challenge(collection, null));
    }

    private ModelView view(CollectionSpec spec) {
        return ModelView.of(spec, shadow.report(spec).orElse(null));
    }

    /** Goes back. */
    @POST
    @Path("/model/rollback")
    @Operation(
            operationId = "rollBackModel",
            summary = "Have the previous model read the queries again",
            description =
                    "The model that served becomes the previous one: a second call goes forth again. If documents are being "
                            + "indexed anew by the model that served, that is given up, and the index stays. Where no "
                            + "other model read the queries of this index, the index serves again that did before the "
                            + "last rebuild.")
    @APIResponse(
            responseCode = "200",
            description = "Searches are read by the previous model from now on.",
            content = @Content(schema = @Schema(implementation = CollectionDto.class)))
    @APIResponse(
            responseCode = "202",
            description = "The index that served before takes up what came since, and serves then.",
            content = @Content(schema = @Schema(implementation = RebuildDto.class)))
    @APIResponse(
            responseCode = "409",
            description = "No other model read the queries before, and no other index served.")
    public Response rollBack(@PathParam("collection") String collection) {
        if (registry.get(collection).queryModels().previous() != null) {
            return ok(rollBackFrom(registry.get(collection).queryModel(), collection));
        }
        access.require(Verb.ADMIN, collection);
        return rebuilds.back(collection)
                .map(RebuildResource::accepted)
                .orElseGet(() -> ok(models.rollBack(collection)));
    }

    /** Whoever goes back from a model does not want its index either. */
    private CollectionSpec rollBackFrom(String model, String collection) {
        boolean isBuilding = rebuilds.isBuilding(collection, model);
        if (isBuilding) {
            access.require(Verb.ADMIN, collection);
        }
        CollectionSpec back = models.rollBack(collection);
        if (isBuilding) {
            rebuilds.giveUp(collection, model);
        }
        return back;
    }
}
