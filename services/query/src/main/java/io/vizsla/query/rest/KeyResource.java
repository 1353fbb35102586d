package io.vizsla.query.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.rest.dto.KeyDto;
import io.vizsla.query.rest.dto.KeyRequest;
import io.vizsla.query.security.Keyring;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Keys of this API. */
@Path("/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Keys")
public class KeyResource {

    private static final Duration USUAL_OVERLAP = Duration.ofHours(1);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final Keyring keyring;

    /** Serves by this. */
    public KeyResource(Keyring keyring) {
        this.keyring = keyring;
    }

    /** Lists keys. */
    @GET
    @Operation(operationId = "listKeys", summary = "List the keys, without what callers present")
    public Map<String, List<KeyDto>> list() {
        return Map.of(
                "keys", keyring.list().stream().map(key -> KeyDto.of(key, null)).toList());
    }

    /** Makes a key. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "makeKey",
            summary = "Make a key",
            description = "What callers present is told in this answer alone.")
    @APIResponse(
            responseCode = "201",
            description = "It is good from now on.",
            content = @Content(schema = @Schema(implementation = KeyDto.class)))
    public Response make(@Nullable KeyRequest request) {
        KeyRequest wanted = Bodies.require(request);
        return created(keyring.make(
                wanted.checkedName(),
                wanted.checkedVerbs(),
                wanted.checkedCollections(),
                wanted.tenant(),
                wanted.checkedExpiry()));
    }

    /** Replaces a key. */
    @POST
    @Path("/{id}/rotate")
    @Operation(
            operationId = "rotateKey",
            summary = "Make a key that may do the same, and let the old one end",
            description = "Both are good for `overlap`, such as 30s, 5m or 1h (the default).")
    @APIResponse(
            responseCode = "201",
            description = "The new one is good from now on.",
            content = @Content(schema = @Schema(implementation = KeyDto.class)))
    @APIResponse(responseCode = "404", description = "There is no such key.")
    public Response rotate(@PathParam("id") String id, @QueryParam("overlap") @Nullable String overlap) {
        Duration both = overlap == null ? USUAL_OVERLAP : Waiting.duration("overlap", overlap);
        if (both.compareTo(LONGEST_OVERLAP) > 0) {
            throw VizslaException.invalid("overlap", overlap, "at most " + LONGEST_OVERLAP.toHours() + "h");
        }
        return created(keyring.rotate(id, Instant.now().plus(both)));
    }

    /** Ends a key. */
    @DELETE
    @Path("/{id}")
    @Operation(operationId = "revokeKey", summary = "Have a key be refused from now on")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", description = "There is no such key.")
    public void revoke(@PathParam("id") String id) {
        keyring.revoke(id);
    }

    private static Response created(Keyring.NewKey made) {
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(KeyDto.of(made.key(), made.presented()))
                .build();
    }
}
