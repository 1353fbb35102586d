package io.vizsla.query.config;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Who may speak the Model Context Protocol with this instance. */
@ConfigMapping(prefix = "vizsla.mcp")
public interface McpConfig {

    /**
     * Web pages that may call {@code /mcp} from a browser, by their origins, such as {@code https://chat.example.com}. Those of this
     * computer ({@code localhost}, loopback addresses) always may, and programs that are no browsers send no origin.
     */
    Optional<List<String>> origins();
}
