select {columns}
from {facts} final
where position <= {checkpoint}
