/** Creates, changes, describes and deletes collections. */
@NullMarked
package io.vizsla.query.collection;

import org.jspecify.annotations.NullMarked;
