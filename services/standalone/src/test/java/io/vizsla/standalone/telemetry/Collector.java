package io.vizsla.standalone.telemetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A collector of traces that speaks OTLP over HTTP, as those that users run do. What it was sent is told as JSON at {@code
 * /spans}: the test lives in another class loader.
 */
public final class Collector implements QuarkusTestResourceLifecycleManager {

    /** The argument that names the setting under which the instance learns the collector's address. */
    static final String SETTING = "setting";

    /** The setting by which the test learns the address. */
    static final String ADDRESS = "test.collector";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Map<String, Object>> spans = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private String setting = "";
    private @Nullable HttpServer server;

    @Override
    public void init(Map<String, String> arguments) {
        setting = arguments.getOrDefault(SETTING, setting);
    }

    @Override
    public Map<String, String> start() {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            opened.createContext("/v1/traces", this::take);
            opened.createContext("/spans", this::tell);
            opened.start();
            server = opened;
            String address = "http://localhost:" + opened.getAddress().getPort();
            return Map.of(ADDRESS, address, setting, address);
        } catch (IOException notOpened) {
            throw new UncheckedIOException(notOpened);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (exchange;
                InputStream body =
                        zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            for (ResourceSpans resource :
                    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    scope.getSpansList().forEach(span -> spans.add(told(span)));
                }
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void tell(HttpExchange exchange) throws IOException {
        byte[] body = MAPPER.writeValueAsBytes(Map.of("requests", requests.get(), "spans", spans));
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, Object> told(Span span) {
        Map<String, Object> attributes = new TreeMap<>();
        for (KeyValue attribute : span.getAttributesList()) {
            attributes.put(attribute.getKey(), value(attribute));
        }
        return Map.of(
                "name", span.getName(),
                "kind", span.getKind().name(),
                "trace", hex(span.getTraceId()),
                "id", hex(span.getSpanId()),
                "parent", hex(span.getParentSpanId()),
                "nanos", span.getEndTimeUnixNano() - span.getStartTimeUnixNano(),
                "attributes", attributes,
                "status", span.getStatus().getMessage(),
                "events", span.getEventsList().toString(),
                "links",
                        span.getLinksList().stream()
                                .map(link -> hex(link.getTraceId()))
                                .toList());
    }

    private static Object value(KeyValue attribute) {
        return switch (attribute.getValue().getValueCase()) {
            case INT_VALUE -> attribute.getValue().getIntValue();
            case DOUBLE_VALUE -> attribute.getValue().getDoubleValue();
            case BOOL_VALUE -> attribute.getValue().getBoolValue();
            default -> attribute.getValue().getStringValue();
        };
    }

    private static String hex(com.google.protobuf.ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
