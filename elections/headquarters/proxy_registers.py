"""stub"""

REGISTERS = ()
