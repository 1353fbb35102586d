package io.vizsla.query.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.rest.RequestIds;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes on a real HTTP server, asked over a plain socket so that nobody mends an address on its way. */
class ProblemRoutesTest {

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    private record Answer(int status, String head, JsonObject problem) {}

    /** A resource whose address comes to the routes because nothing answers GET there. */
    @Path("/v1/{thing}")
    private static final class Known {

        @POST
        @Path("/search")
        void search() {}

        @PUT
        @Path("/parts/{id:.+}")
        void put() {}
    }

    @BeforeEach
    void start() throws Exception {
        Router router = Router.router(vertx);
        new ProblemRoutes(new AllowedMethods(List.of(Known.class))).install(router);
        new RequestIds().install(router);
        router.get("/fine").handler(context -> context.response().end("{}"));
        router.get("/away").handler(context -> context.fail(503));
        router.get("/broken").handler(context -> context.fail(503, new IllegalStateException("secret")));
        router.get("/slow").handler(context -> context.fail(504));
        router.get("/defect").handler(context -> {
            throw new IllegalStateException("secret");
        });
        router.get("/ours")
                .handler(context -> context.fail(VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "no disk")));
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void keepTheStatusAndGiveItsCode() throws IOException {
        problem("/away", 503, "not_ready");
        problem("/broken", 503, "not_ready");
        problem("/slow", 504, "timeout");
        problem("/defect", 500, "internal");
        problem("/ours", 503, "store_unavailable");
        problem("/nothing", 404, "unknown_resource");
        assertThat(get("/fine").status()).isEqualTo(200);
    }

    @Test
    void nameTheMethodsOfAnAddressThatHasOthers() throws IOException {
        problem("/v1/thing/search", 405, "method_not_allowed");
        assertThat(get("/v1/thing/search").head()).containsIgnoringCase("Allow: POST\r\n");
        assertThat(get("/v1/thing/parts/a/b?wait=1").head()).containsIgnoringCase("Allow: PUT\r\n");
        problem("/v1/thing/search/more", 404, "unknown_resource");
        problem("/v1/a/b/search", 404, "unknown_resource");
    }

    @Test
    void sayWhenToTryAgainAndTellNoSecrets() throws IOException {
        assertThat(get("/away").head()).containsIgnoringCase("Retry-After: 1");
        assertThat(get("/broken").problem().encode()).doesNotContain("secret");
        assertThat(get("/defect").problem().encode()).doesNotContain("secret");
    }

    @Test
    void nameTheAddressThatCannotBeRead() throws IOException {
        for (String path : new String[] {"/%zz", "/v1/collections/c%", "/v1/{c}", "/%zz?q=%zz"}) {
            JsonObject problem = problem(path, 400, "invalid_argument");
            assertThat(problem.getString("field")).isEqualTo("path");
            assertThat(problem.getString("value")).isEqualTo(path.replaceFirst("[?].*", ""));
            assertThat(problem.getString("bound")).isNotEmpty();
        }
        assertThat(problem("/fine?state=%zz", 400, "invalid_argument").getString("field"))
                .isEqualTo("query");
    }

    @Test
    void carryTheRequestsId() throws IOException {
        for (String path : new String[] {"/fine", "/defect", "/nothing", "/%zz", "/fine?state=%zz", "/v1/../fine"}) {
            assertThat(get(path).head()).as(path).containsIgnoringCase("X-Request-Id: ");
        }
        assertThat(get("/%zz", "X-Request-Id: mine-1").head()).containsIgnoringCase("X-Request-Id: mine-1\r\n");
    }

    private JsonObject problem(String path, int status, String code) throws IOException {
        Answer answer = get(path);
        assertThat(answer.status()).as(path).isEqualTo(status);
        assertThat(answer.head()).as(path).containsIgnoringCase("content-type: application/problem+json");
        assertThat(answer.problem().getString("code")).as(path).isEqualTo(code);
        assertThat(answer.problem().getInteger("status")).as(path).isEqualTo(status);
        return answer.problem();
    }

    private Answer get(String path, String... headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            return new Answer(
                    Integer.parseInt(answer.substring(9, 12)),
                    answer.substring(0, end + 2),
                    new JsonObject(answer.substring(end + 4)));
        }
    }
}
