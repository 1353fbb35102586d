package io.vizsla.query.json;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.LimitsConfig;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the JSON bodies of all requests, strictly and within the bound on JSON bodies. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class JsonBodyReader implements MessageBodyReader<Object> {

    private final LimitsConfig limits;
    private final BodyMemory memory;
    private final CurrentVertxRequest request;

    @Inject
    public JsonBodyReader(LimitsConfig limits, BodyMemory memory, CurrentVertxRequest request) {
        this.limits = limits;
        this.memory = memory;
        this.request = request;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.getName().startsWith("io.vizsla.");
    }

    @Override
    public @Nullable Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body) {
        requireUtf8(mediaType);
        InputStream reserving = new ReservingInput(body, () -> reserve(headers.getFirst(HttpHeaders.CONTENT_LENGTH)));
        return StrictJson.read(new BoundedInput(reserving, limits.jsonBody().asLongValue(), "body"), genericType);
    }

    /** Takes room for the body until the request ends: as much as it says it has, or as it may have at most. */
    private void reserve(@Nullable String length) {
        long most = limits.jsonBody().asLongValue();
        BodyMemory.Room room = memory.take(length == null ? most : Math.min(most, Long.parseLong(length.strip())));
        RoutingContext routing = request.getCurrent();
        routing.addEndHandler(ended -> room.close());
        if (routing.response().closed()) {
            // The client left while its request waited for room: nobody calls a handler that comes after that.
            room.close();
        }
    }

    private static void requireUtf8(MediaType mediaType) {
        String charset = mediaType.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (charset != null && !charset.equalsIgnoreCase(StandardCharsets.UTF_8.name())) {
            throw VizslaException.field(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "charset", charset, "UTF-8");
        }
    }
}
