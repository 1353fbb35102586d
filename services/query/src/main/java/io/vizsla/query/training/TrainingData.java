package io.vizsla.query.training;

import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.query.chat.ChatJudge;
import io.vizsla.query.chat.ChatQuestioner;
import io.vizsla.query.chat.ConfiguredChat;
import io.vizsla.query.collection.QueryLog;
import io.vizsla.query.config.TrainingConfig;
import io.vizsla.query.port.Judgements;
import io.vizsla.query.port.ModelCatalog;
import io.vizsla.refresh.data.Contradictions;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshExport;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.data.RerankSignal;
import io.vizsla.refresh.data.TokenSignal;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshKind;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.refresh.pairs.Pair;
import io.vizsla.refresh.pairs.PairSources;
import io.vizsla.refresh.pairs.PassageTexts;
import io.vizsla.refresh.pairs.Questioner;
import io.vizsla.retrieval.CollectionSignals;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Takes out of collections what a refresh is trained and guarded by. */
@Singleton
public class TrainingData {

    /** More queries that are made teach nothing new, and each has to be searched with. */
    private static final int MOST_PAIRS = 1000;

    /** A student learns all of a language's words anew. */
    private static final int MOST_LESSONS = 5000;

    /** Not every passage lends itself to every kind of query. */
    private static final int PASSAGES_PER_PAIR = 4;

    private final CollectionRegistry registry;
    private final OpenCollections collections;
    private final AllJudgements judgements;
    private final ModelCatalog models;
    private final TrainingConfig config;
    private final ConfiguredChat chat;
    private final QueryLog asked;
    private final CollectionSignals signals = new CollectionSignals();

    /** Reads by these parts. */
    public TrainingData(
            CollectionRegistry registry,
            OpenCollections collections,
            Judgements judgements,
            ModelCatalog models,
            TrainingConfig config,
            QueryLog asked,
            ConfiguredChat chat) {
        this.registry = registry;
        this.collections = collections;
        this.judgements = new AllJudgements(judgements);
        this.models = models;
        this.config = config;
        this.chat = chat;
        this.asked = asked;
    }

    /** Returns how many queries have a judgement that somebody found good. */
    long judgedQueries(String collection) {
        return judgements.of(collection).stream()
                .filter(judgement -> judgement.grade() > 0)
                .map(Judgement::queryId)
                .distinct()
                .count();
    }

    /**
     * Checks that a collection's queries can be trained.
     *
     * @throws VizslaException {@code CONFLICT} naming {@code dimension} if its vectors are cut: the trained ones are
     *     whole
     */
    void check(CollectionSpec spec) {
        if (spec.dimension() != null) {
            throw VizslaException.field(
                    ErrorCode.CONFLICT,
                    "dimension",
                    spec.dimension(),
                    "that of the model: cut vectors are not trained");
        }
    }

    /** Returns the id of the space that the trained queries have to lie in. */
    String space(CollectionSpec spec) {
        return models.encoder(spec.model()).as(spec.purpose()).card().space().id();
    }

    /**
     * Reads the judged queries, on which a model is measured in any case, and those that are made or were asked if
     * wanted.
     *
     * @param goOn called with each query; what it throws ends the reading
     */
    RefreshData of(CollectionSpec spec, RefreshSettings settings, Runnable goOn) {
        return export(spec, settings, goOn, settings.kind() != RefreshKind.STUDENT)
                .of(
                        judgements.of(spec.name()),
                        settings.pairs().areMade() ? pairs(spec, settings, goOn) : List.of(),
                        settings.pairs().areLogged() ? asked.of(spec.name()) : List.of());
    }

    /** Returns counts of what a refresh was made of, for its report and the model's provenance. */
    Map<String, String> facts(CollectionSpec spec, RefreshData data) {
        long made =
                data.queries().stream().filter(query -> query.origin().isMade()).count();
        long logged = data.queries().stream()
                .filter(query -> query.origin() == RefreshQuery.Origin.LOGGED)
                .count();
        return Map.of(
                "judgedQueries", String.valueOf(data.queries().size() - made - logged),
                "loggedQueries", String.valueOf(logged),
                "madeQueries", String.valueOf(made),
                "contradictions", String.valueOf(contradictions(spec.name())),
                "passages", String.valueOf(data.vectors().length));
    }

    /** Returns how often somebody clicked on what somebody else found to be no answer. */
    long contradictions(String collection) {
        return Contradictions.count(judgements.of(collection));
    }

    private List<Pair> pairs(CollectionSpec spec, RefreshSettings settings, Runnable goOn) {
        int most = settings.kind() == RefreshKind.STUDENT ? MOST_LESSONS : MOST_PAIRS;
        PassageTexts texts =
                PassageTexts.of(collections.get(spec.name()).index(), PASSAGES_PER_PAIR * most, settings.seed());
        // Any text is a lesson to a student, and thousands of questions would be thousands of answers to wait for.
        Questioner questioner = settings.kind() == RefreshKind.STUDENT
                ? Questioner.NONE
                : chat.client().<Questioner>map(ChatQuestioner::new).orElse(Questioner.NONE);
        Questioner asking = passage -> {
            goOn.run();
            return questioner.question(passage);
        };
        return PairSources.mixed(texts, asking, most, settings.seed());
    }

    /**
     * Writes the data of other collections that the same model reads, in the order of their names.
     *
     * @param goOn called with each query; what it throws ends the writing
     */
    void writeGuards(CollectionSpec spec, RefreshFolder folder, RefreshSettings settings, Runnable goOn) {
        registry.list().stream()
                .filter(other -> !other.name().equals(spec.name()))
                .filter(other -> other.model().equals(spec.model()) && other.purpose() == spec.purpose())
                .filter(other -> Objects.equals(other.dimension(), spec.dimension()))
                .filter(other -> judgedQueries(other.name()) >= config.guardQueries())
                .limit(config.mostGuards())
                .forEach(other -> folder.guard(other.name())
                        .write(export(other, settings, goOn, false).of(judgements.of(other.name()))));
    }

    /** @param isTaught whether labels are made of it: a guard is only measured, and a student learns vectors */
    private RefreshExport export(CollectionSpec spec, RefreshSettings settings, Runnable goOn, boolean isTaught) {
        return new RefreshExport(
                plain(spec),
                isTaught && config.tokens() ? signals::tokens : TokenSignal.NONE,
                isTaught ? reranker() : RerankSignal.NONE,
                (collection, query) -> {
                    // Asked of each query, whatever else is.
                    goOn.run();
                    return signals.wordShare(collection, query);
                },
                config.candidates(),
                config.mostPassages(),
                settings.kind().movesPassages(),
                settings.seed());
    }

    /** Returns a collection as its own model reads it, which is what is trained, whoever reads its queries now. */
    OpenCollection plain(CollectionSpec spec) {
        Encoder encoder = models.encoder(spec.model()).as(spec.purpose());
        return new OpenCollection(spec, encoder, collections.get(spec.name()).index());
    }

    /** A cross-encoder is nearer at hand than a chat model, and asked first. */
    private RerankSignal reranker() {
        return models.crossEncoder(null)
                .map(RerankSignal::of)
                .or(() -> chat.client().map(ChatJudge::new))
                .orElse(RerankSignal.NONE);
    }
}
