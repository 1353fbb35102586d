package io.vizsla.trainer;

import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.RefreshEvent;
import io.vizsla.refresh.job.RefreshFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Compares the trained model with the one that serves on other collections, which must not lose by it. */
record Guards(RefreshFolder folder, BaseModel model, Console console) {

    List<Comparison> compare(Trained trained) {
        List<Comparison> comparisons = new ArrayList<>();
        for (String name : folder.guards()) {
            RefreshData data = folder.guard(name).data();
            if (!data.queries().isEmpty()) {
                comparisons.add(compare(name, data, trained));
            }
        }
        return comparisons;
    }

    private Comparison compare(String name, RefreshData data, Trained trained) {
        List<Integer> all = IntStream.range(0, data.queries().size()).boxed().toList();
        float[][] base = model.vectors(data.queries());
        float[][] after = trained.vectorsOf(data.queries(), model, base);
        Searched searched = trained.searched(data);
        Comparison compared = Measurement.compare(
                name,
                Comparison.GUARD,
                new Measurement(searched.before()).of(all, base).dense(),
                new Measurement(searched.after()).of(all, after).dense());
        console.tell(RefreshEvent.measure("guard", null, null, name, compared.before(), compared.after()));
        return compared;
    }
}
