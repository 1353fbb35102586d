package io.vizsla.standalone.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Document;
import io.vizsla.client.VizslaClient;
import io.vizsla.examples.plain.Main;
import io.vizsla.examples.plain.Settings;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example {@code examples/chat-plain} as it is, against an instance and a scripted chat model. */
@QuarkusTest
@TestProfile(ChatProfile.class)
@Timeout(120)
class ChatPlainIT {

    private final String url = "http://localhost:" + Asking.port();

    @BeforeEach
    void fill() {
        VizslaClient client = VizslaClient.of(url);
        client.putCollection("manual", Map.of());
        client.putAll(
                "manual",
                List.of(
                        new Document("vizsla.md", "Vizsla", "The Vizsla is a pointing dog from Hungary.", Map.of()),
                        new Document("owl.md", null, "The barn owl hunts by ear.", Map.of())));
    }

    @Test
    void answersWithItsSources() {
        String said = talk(
                ConfigProvider.getConfig().getValue("vizsla.chat.url", String.class), "which dog points at birds?");

        assertThat(said.lines())
                .containsExactly(
                        "The Vizsla is a pointing dog from Hungary [1].", "  [1] Vizsla (vizsla.md)", "  [2] owl.md");
    }

    @Test
    void sendsTheModelWhatWasFound() throws Exception {
        talk(ConfigProvider.getConfig().getValue("vizsla.chat.url", String.class), "which dog points at birds?");

        var asked = new Asking().seen().at("/asked");
        String prompt = asked.get(asked.size() - 1).at("/messages/1/content").asText();
        assertThat(prompt).contains("which dog points at birds?", "The Vizsla is a pointing dog from Hungary.");
    }

    @Test
    void modelThatIsNotThereIsAnError() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> talk("http://localhost:1/v1", "which dog points at birds?"))
                .withMessageStartingWith("no answer: ");
    }

    @Test
    void runsOnJava17(@TempDir Path folder) throws Exception {
        Path example =
                Path.of("../../examples/chat-plain/target").toAbsolutePath().normalize();
        assumeTrue(
                Files.exists(example.resolve("chat-plain.jar")),
                () -> "skipped: " + example + " is not packaged: ./mvnw -pl examples/chat-plain package");
        ProcessBuilder program = new ProcessBuilder(
                Java17.require().toString(),
                "-cp",
                example.resolve("chat-plain.jar") + File.pathSeparator + example.resolve("lib/*"),
                Main.class.getName(),
                "which dog points at birds?");
        program.environment()
                .putAll(Map.of(
                        "VIZSLA_URL",
                        url,
                        "VIZSLA_COLLECTION",
                        "manual",
                        "CHAT_URL",
                        ConfigProvider.getConfig().getValue("vizsla.chat.url", String.class),
                        "CHAT_MODEL",
                        "scripted"));

        assertThat(Java17.said(program, folder).lines())
                .contains("The Vizsla is a pointing dog from Hungary [1].", "  [1] Vizsla (vizsla.md)");
    }

    private String talk(String model, String... questions) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Settings settings = Settings.of(
                Map.of("VIZSLA_URL", url, "VIZSLA_COLLECTION", "manual", "CHAT_URL", model, "CHAT_MODEL", "scripted"));
        Main.run(settings, new PrintStream(out, true, StandardCharsets.UTF_8), List.of(questions));
        return out.toString(StandardCharsets.UTF_8);
    }
}
