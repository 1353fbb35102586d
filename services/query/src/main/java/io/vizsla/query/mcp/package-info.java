/** What programs that speak the Model Context Protocol may do: look things up, and change nothing. */
@NullMarked
package io.vizsla.query.mcp;

import org.jspecify.annotations.NullMarked;
