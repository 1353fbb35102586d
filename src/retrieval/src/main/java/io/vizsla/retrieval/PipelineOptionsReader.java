package io.vizsla.retrieval;

import io.vizsla.api.error.VizslaException;
import io.vizsla.retrieval.PipelineOptions.DemonstrationOptions;
import io.vizsla.retrieval.PipelineOptions.FusionOptions;
import io.vizsla.retrieval.PipelineOptions.Method;
import io.vizsla.retrieval.PipelineOptions.RerankOptions;
import io.vizsla.retrieval.PipelineOptions.SelectOptions;
import io.vizsla.retrieval.PipelineOptions.TokenOptions;
import io.vizsla.retrieval.fusion.FixedWeight;
import io.vizsla.retrieval.fusion.LengthWeight;
import io.vizsla.retrieval.fusion.LexicalWeight;
import io.vizsla.retrieval.fusion.RarityWeight;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@link PipelineOptions} out of JSON values; what is absent keeps its default. */
final class PipelineOptionsReader {

    private PipelineOptionsReader() {}

    static PipelineOptions read(Map<String, ? extends @Nullable Object> json) {
        JsonSection root = new JsonSection("pipeline", json);
        PipelineOptions defaults = PipelineOptions.DEFAULTS;
        PipelineOptions options = new PipelineOptions(
                root.strings("transformers"),
                root.strings("vectorTransforms"),
                root.whole("candidates", defaults.candidates()),
                root.flag("exact", defaults.exact()),
                demonstrations(root.section("demonstrations")),
                fusion(root.section("fusion")),
                tokens(root.section("tokens")),
                rerank(root.section("rerank")),
                select(root.section("select")));
        root.refuseOthers();
        return options;
    }

    private static DemonstrationOptions demonstrations(JsonSection json) {
        DemonstrationOptions defaults = DemonstrationOptions.DEFAULTS;
        DemonstrationOptions options = new DemonstrationOptions(
                usual(json), json.whole("count", defaults.count()), json.number("diversity", defaults.diversity()));
        json.refuseOthers();
        return options;
    }

    private static DemonstrationOptions.Usual usual(JsonSection json) {
        String name = json.text("default", "none");
        return switch (name) {
            case "none" -> DemonstrationOptions.Usual.NONE;
            case "auto" -> DemonstrationOptions.Usual.AUTO;
            default -> throw VizslaException.invalid(json.path("default"), name, "none or auto");
        };
    }

    private static FusionOptions fusion(JsonSection json) {
        FusionOptions defaults = FusionOptions.DEFAULTS;
        FusionOptions options =
                new FusionOptions(method(json, defaults.method()), lexicalWeight(json), json.number("k", defaults.k()));
        json.refuseOthers();
        return options;
    }

    private static Method method(JsonSection json, Method defaults) {
        String name = json.text("method", defaults.name().toLowerCase(Locale.ROOT));
        for (Method method : Method.values()) {
            if (method.name().toLowerCase(Locale.ROOT).equals(name)) {
                return method;
            }
        }
        throw VizslaException.invalid(json.path("method"), name, "one of z, minmax, rrf");
    }

    private static LexicalWeight lexicalWeight(JsonSection json) {
        if (json.isText("lexicalWeight", "rarity")) {
            return RarityWeight.PUBLISHED;
        }
        if (json.isText("lexicalWeight", "length")) {
            return LengthWeight.CHOSEN;
        }
        Double share = json.numberOrNull("lexicalWeight");
        return share == null ? FusionOptions.DEFAULTS.lexicalWeight() : new FixedWeight(share);
    }

    private static TokenOptions tokens(JsonSection json) {
        TokenOptions defaults = TokenOptions.DEFAULTS;
        TokenOptions options = new TokenOptions(
                json.flag("enabled", defaults.enabled()),
                json.whole("depth", defaults.depth()),
                json.number("share", defaults.share()));
        json.refuseOthers();
        return options;
    }

    private static RerankOptions rerank(JsonSection json) {
        RerankOptions options = new RerankOptions(json.whole("depth", RerankOptions.DEFAULTS.depth()));
        json.refuseOthers();
        return options;
    }

    private static SelectOptions select(JsonSection json) {
        SelectOptions options = new SelectOptions(json.whole("perDocument", SelectOptions.DEFAULTS.perDocument()));
        json.refuseOthers();
        return options;
    }
}
