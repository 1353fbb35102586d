package io.vizsla.query.training;

import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.query.config.TrainingConfig;
import io.vizsla.query.port.Judgements;
import io.vizsla.query.port.ModelCatalog;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshExport;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes out of collections what a refresh is trained and guarded by. */
@Singleton
public class TrainingData {

    private static final int PAGE = 1000;

    /** More queries that are made teach nothing new, and each has to be searched with. */
    private static final int MOST_PAIRS = 1000;

    /** A student learns all of a language's words anew. */
    private static final int MOST_LESSONS = 5000;

    /** Not every passage lends itself to every kind of query. */
    private static final int PASSAGES_PER_PAIR = 4;

    private final CollectionRegistry registry;
    private final OpenCollections collections;
    private final Judgements judgements;
    private final ModelCatalog models;
    private final TrainingConfig config;
    private final CollectionSignals signals = new CollectionSignals();

    /** Reads by these parts. */
    public TrainingData(
            CollectionRegistry registry,
            OpenCollections collections,
            Judgements judgements,
            ModelCatalog models,
            TrainingConfig config) {
        this.registry = registry;
        this.collections = collections;
        this.judgements = judgements;
        this.models = models;
        this.config = config;
    }

    /** Returns how many queries have a judgement that somebody found good. */
    long judgedQueries(String collection) {
        return all(collection).stream()
                .filter(judgement -> judgement.grade() > 0)
                .map(Judgement::queryId)
                .distinct()
                .count();
    }

    /**
     * Checks that a collection's queries can be trained.
     *
     * @throws VizslaException {@code CONFLICT} naming {@code dimension} if its vectors are cut: the trained ones are whole
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

    /** Reads the judged queries, on which a model is measured in any case, and those that are made if they are wanted. */
    RefreshData of(CollectionSpec spec, RefreshSettings settings) {
        long seed = settings.seed();
        return settings.pairs().areMade()
                ? export(spec, seed).of(all(spec.name()), pairs(spec, settings))
                : of(spec, seed);
    }

    private List<Pair> pairs(CollectionSpec spec, RefreshSettings settings) {
        int most = settings.kind() == RefreshKind.STUDENT ? MOST_LESSONS : MOST_PAIRS;
        PassageTexts texts =
                PassageTexts.of(collections.get(spec.name()).index(), PASSAGES_PER_PAIR * most, settings.seed());
        return PairSources.mixed(texts, Questioner.NONE, most, settings.seed());
    }

    private RefreshData of(CollectionSpec spec, long seed) {
        return export(spec, seed).of(all(spec.name()));
    }

    /** Writes the data of other collections that the same model reads, in the order of their names. */
    void writeGuards(CollectionSpec spec, RefreshFolder folder, long seed) {
        registry.list().stream()
                .filter(other -> !other.name().equals(spec.name()))
                .filter(other -> other.model().equals(spec.model()) && other.purpose() == spec.purpose())
                .filter(other -> Objects.equals(other.dimension(), spec.dimension()))
                .filter(other -> judgedQueries(other.name()) >= config.guardQueries())
                .limit(config.mostGuards())
                .forEach(other -> folder.guard(other.name()).write(of(other, seed)));
    }

    private RefreshExport export(CollectionSpec spec, long seed) {
        Encoder encoder = models.encoder(spec.model()).as(spec.purpose());
        // What is trained is the collection's own model, whoever reads its queries now.
        OpenCollection plain =
                new OpenCollection(spec, encoder, collections.get(spec.name()).index());
        return new RefreshExport(
                plain, TokenSignal.NONE, signals::wordShare, config.candidates(), config.mostPassages(), seed);
    }

    private List<Judgement> all(String collection) {
        List<Judgement> all = new ArrayList<>();
        @Nullable String after = null;
        List<Judgement> page;
        do {
            page = judgements.page(collection, after, PAGE);
            all.addAll(page);
            after = page.isEmpty() ? after : page.getLast().key();
        } while (page.size() == PAGE);
        return all;
    }
}
