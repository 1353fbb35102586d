package io.vizsla.standalone.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Answer;
import io.vizsla.client.AnswerRequest;
import io.vizsla.client.Document;
import io.vizsla.client.VizslaClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/guides/answers.md} and {@code docs/guides/langchain4j.md} that need a chat model, with a scripted one. */
@QuarkusTest
@TestProfile(PageChatProfile.class)
@Timeout(180)
class ChatGuideIT {

    private static final String SAID = "The Vizsla is a pointing dog from Hungary [1].";
    private static final Pattern ASK = Pattern.compile("`(curl -N '[^`]+')`");

    private final int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    private final String url = "http://localhost:" + port;
    private final String model = ConfigProvider.getConfig().getValue("vizsla.chat.url", String.class);

    @BeforeEach
    void fill() {
        VizslaClient client = VizslaClient.of(url);
        client.putCollection("handbook", Map.of());
        client.putAll(
                "handbook",
                List.of(new Document(
                        "vizsla.md",
                        "Vizsla",
                        "The Vizsla is a pointing dog from Hungary. This dog points at birds.",
                        Map.of())));
    }

    @Test
    void instanceThatIsStartedAsThePageSaysAsksTheModel() {
        Answer answer = VizslaClient.of(url).answer("handbook", AnswerRequest.of("which dog points at birds?"));

        assertThat(answer.kind()).isEqualTo(Answer.Kind.GENERATED);
        assertThat(answer.model()).isEqualTo("llama3.2");
        assertThat(answer.text()).isEqualTo(SAID);
    }

    @Test
    void plainChatAnswersOnTheTerminal() throws Exception {
        packaged("examples/chat-plain/target/chat-plain.jar");
        GuidePage page = page();

        String told =
                page.shell(atModel(command(page, "chat-plain")), Map.of("VIZSLA_URL", url, "VIZSLA_BUILD", "never"));

        assertThat(told).contains(SAID, "[1] Vizsla (vizsla.md)");
    }

    @Test
    void quarkusChatAnswersInTheBrowser(@TempDir Path folder) throws Exception {
        packaged("examples/chat-quarkus/target/quarkus-app/quarkus-run.jar");
        GuidePage page = page();
        Matcher ask = ASK.matcher(page.prose());
        assertThat(ask.find()).isTrue();

        String told = page.shell(
                ": > \"$LOG\"\n" + atModel(command(page, "chat-quarkus")).strip()
                        + " > \"$LOG\" 2>&1 & trap \"kill $!; cat '$LOG' >&2\" EXIT\n"
                        + "until grep -q 'Listening on:' \"$LOG\"; do sleep 0.5; done\n"
                        + "CHOSEN=$(sed -n 's/.*Listening on: http:.*:\\([0-9][0-9]*\\).*/\\1/p' \"$LOG\")\n"
                        + ask.group(1).replace("8090", "'$CHOSEN'") + "\n",
                Map.of(
                        "VIZSLA_URL",
                        url,
                        "VIZSLA_BUILD",
                        "never",
                        "PORT",
                        "0",
                        "LOG",
                        folder.resolve("example.log").toString()));

        assertThat(told).contains("\"sources\"", "vizsla.md", "Hungary");
    }

    private static String command(GuidePage page, String example) {
        return page.snippets("").stream()
                .filter(snippet -> snippet.contains("examples/" + example + "/run"))
                .findFirst()
                .orElseThrow();
    }

    private String atModel(String command) {
        assertThat(command).contains(PageChatModel.USUAL);
        return command.replace(PageChatModel.USUAL, model);
    }

    private GuidePage page() throws IOException {
        return GuidePage.of("docs/guides/langchain4j.md", port);
    }

    private static void packaged(String jar) {
        assumeTrue(Files.exists(Path.of("../..", jar)), jar + " is not there: ./mvnw -pl examples/... package");
    }
}
