package io.vizsla.query.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vizsla.api.error.VizslaException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

    private final AllowedOrigins allowed =
            new AllowedOrigins(List.of("https://chat.example.com", " http://Intranet.example.com:8080 "));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "https://LOCALHOST:6274",
                "http://127.0.0.1:3000",
                "http://127.1.2.3",
                "http://[::1]:8080",
                "https://chat.example.com",
                "https://chat.example.com:443",
                "http://intranet.example.com:8080"
            })
    void theseMayCall(String origin) {
        assertThat(allowed.contains(origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "*",
                "http:localhost",
                "file://localhost",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://localhost@evil.example",
                "http://evil.example/localhost",
                "http://chat.example.com",
                "https://chat.example.com:444",
                "https://chat.example.com.evil.example",
                "https://sub.chat.example.com",
                "https://chat.example.com/",
                "http://0.0.0.0",
                "not an origin"
            })
    void theseMayNot(String origin) {
        assertThat(allowed.contains(origin)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "chat.example.com", "https://chat.example.com/page", "ftp://chat.example.com", "https://"})
    void settingThatIsNoneIsNamed(String origin) {
        assertThatExceptionOfType(VizslaException.class)
                .isThrownBy(() -> new AllowedOrigins(List.of(origin)))
                .satisfies(refused -> {
                    assertThat(refused.field()).contains("vizsla.mcp.origins");
                    assertThat(refused.value()).contains(origin);
                });
    }

    @Test
    void nothingBesideThisComputerIsTheUsual() {
        AllowedOrigins usual = new AllowedOrigins(List.of());

        assertThat(usual.contains("http://localhost:1")).isTrue();
        assertThat(usual.contains("https://chat.example.com")).isFalse();
    }
}
