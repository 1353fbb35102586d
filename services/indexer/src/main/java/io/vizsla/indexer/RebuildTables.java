package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Rebuild;
import java.util.List;
import java.util.Map;

/**
 * What {@code vizsla.registry} tells of rebuilds.
 *
 * @param leads which process carries them out, one entry
 * @param holds the name of the hold that is in force, one entry or none
 * @param notes for whoever goes on with a rebuild, by collection
 * @param standings how they stand, by collection
 */
record RebuildTables(
        RegistryTable<CollectionSpec> collections,
        RegistryTable<Rebuild> rebuilds,
        RegistryTable<RebuildLead> leads,
        RegistryTable<String> holds,
        RegistryTable<RebuildNote> notes,
        RegistryTable<RebuildStanding> standings) {

    /** The one name under which there is a lead. */
    static final String LEAD = "rebuilds";

    /** The one name under which there is a hold. */
    static final String HOLD = "ingest";

    static RebuildTables of(RegistryTable<CollectionSpec> collections, RegistryTable<Rebuild> rebuilds) {
        return new RebuildTables(
                collections,
                rebuilds,
                new RegistryTable<>("lead/", RebuildTables::lead),
                new RegistryTable<>("hold/", json -> Json.string(Json.read(json), "name")),
                new RegistryTable<>("note/", RebuildNoteJson::read),
                new RegistryTable<>("standing/", RebuildStandingJson::read));
    }

    /** Returns the tables that are of rebuilds alone. */
    List<RegistryTable<?>> own() {
        return List.of(leads, holds, notes, standings);
    }

    static byte[] json(RebuildLead lead) {
        return Json.write(Map.of("instance", lead.instance(), "term", lead.term()));
    }

    static byte[] json(String hold) {
        return Json.write(Map.of("name", hold));
    }

    private static RebuildLead lead(byte[] json) {
        Map<String, ?> object = Json.read(json);
        return new RebuildLead(Json.string(object, "instance"), Json.whole(object, "term"));
    }
}
